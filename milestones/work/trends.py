"""How it stood at the end of each of the last twelve months."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Greatest, Least, TruncDate

from accounts.actors import Actor
from cases.days_within import days_before, days_between, days_reached
from cases.finding import NOBODY
from cases.held import holds_all, with_spells
from cases.models import Episode, Involvement
from milestones.durations import ONE_DAY
from milestones.models import Clock
from milestones.models.clock import STILL_RUNS, ClockQuerySet
from milestones.reach import Rules, of_rules_read
from milestones.work.spans import LATER, SIX_WEEKS, Span, spans

ACT = "clock.list"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The last day of a month, and how many there were of each that day."""

    day: date
    counts: Mapping[str, int]


def month_ends(*, on: date, since: date | None = None) -> list[date]:
    """The ends of the last twelve months that are over, oldest first; none before going live."""
    days, day = [], on.replace(day=1) - ONE_DAY
    for _ in range(MONTHS):
        days.append(day)
        day = day.replace(day=1) - ONE_DAY
    return [day for day in reversed(days) if since is None or day >= since]


def trend(actor: Actor, *, on: date, rules: Rules = None) -> list[MonthEnd]:
    """Clocks overdue and soon due, and children with nobody, at each month's end: two queries.

    As the facts tell it now: what was recorded late counts from the day it happened. On which
    of the days a row counts is told by bits, the first day's the lowest.
    """
    days = month_ends(on=on, since=actor.authority.went_live_on)
    if not days:
        return []
    clocks, children = _clocks(actor, days, rules), _children(actor, days)
    return [
        MonthEnd(day, {**clocks[at], NOBODY: sum(alone >> at & 1 for alone in children)})
        for at, day in enumerate(days)
    ]


def _clocks(actor: Actor, days: Sequence[date], rules: Rules) -> list[dict[str, int]]:
    """Each clock counts on the days on which it ran, in the span of its due day on that day."""
    told = [[span for span in spans(on=day) if span.code != LATER] for day in days]
    edges = sorted({edge for near in told for span in near for edge in _edges(span)})
    # All due days between two edges are in the span of the lower edge, on each of the days.
    lowest = [edges[0] - ONE_DAY, *edges]
    counts = [{span.code: 0 for span in near} for near in told]
    for (ran, due), n in _clocks_alike(actor, days, edges, rules).items():
        for at, near in enumerate(told):
            holding = [span.code for span in near if ran >> at & 1 and span.holds(lowest[due])]
            for code in holding:
                counts[at][code] += n
    return counts


def _edges(span: Span) -> list[date]:
    """The first day within and the first one after."""
    after = span.last + ONE_DAY if span.last else None
    return [day for day in (span.first, after) if day is not None]


def _clocks_alike(
    actor: Actor, days: Sequence[date], edges: Sequence[date], rules: Rules
) -> Counter[tuple[int, int]]:
    """How many ran on the same of the days and fell due after the same edge."""
    rows = with_spells(_ran(days, rules, actor), actor, days, act=ACT).order_by()
    rows = rows.annotate(
        # What counts back to before its start is begun.
        first=Case(
            When(due_on__lt=F("started_on"), then=Value(0)), default=days_before("started_on", days)
        ),
        until=Least(
            days_before("stopped_on", days),
            days_before("ended_on", days),
            days_reached("timescale__chased_until", days),
        ),
        due=days_reached("due_on", edges),
    )
    found: Counter[tuple[int, int]] = Counter()
    if holds_all(actor, ACT):
        counted = rows.values_list("first", "until", "due").annotate(n=Count("pk"))
        for first, until, due, n in counted:
            found[days_between(first, until, days), due] += n
        return found
    each: defaultdict[tuple[int, int], int] = defaultdict(int)
    for pk, due, first, until, *held in rows.values_list(
        "pk", "due", "first", "until", "held_first", "held_until"
    ):
        each[pk, due] |= days_between(first, until, days) & days_between(*held, days)
    for (_, due), ran in each.items():
        found[ran, due] += 1
    return found


def _ran(days: Sequence[date], rules: Rules, actor: Actor) -> ClockQuerySet:
    """The clocks that may have run on one of the days, due soon or over on it."""
    stopped = Q(stopped_on__isnull=True) | Q(stopped_on__gt=days[0])
    ended = Q(ended_on__isnull=True) | Q(ended_on__gt=days[0])
    return (
        Clock.objects.filter(of_rules_read(actor, rules), stopped, ended)
        .filter(due_on__lte=days[-1] + SIX_WEEKS, in_query=False)
        .filter(excluded_because__in=STILL_RUNS, timescale__is_superseded=False)
        .since_going_live()
    )


def _children(actor: Actor, days: Sequence[date]) -> list[int]:
    """For each child the days on which it was looked after and no social worker was named."""
    rows = with_spells(_perhaps_alone(days), actor, days, act=ACT).order_by()
    rows = rows.annotate(
        named=FilteredRelation("child__involvements", condition=_named("child__involvements__")),
        first=days_before("began_on", days),
        until=days_before("ended_on", days),
        # The record knows of no day before the episode was recorded.
        named_first=Case(
            When(named__began_on__lte=F("known_on"), then=Value(0)),
            default=days_before("named__began_on", days),
        ),
        named_until=days_before("named__ended_on", days),
    )
    spell = () if holds_all(actor, ACT) else ("held_first", "held_until")
    columns = ("pk", "child_id", "first", "until", "named_first", "named_until", *spell)
    return _alone(rows.values_list(*columns), days)


def _alone(rows: Iterable[Sequence[Any]], days: Sequence[date]) -> list[int]:
    """An episode has a row for each pair of who was named and who held the child."""
    cared: dict[int, int] = {}
    children: dict[int, int] = {}
    named: defaultdict[int, int] = defaultdict(int)
    held: defaultdict[int, int] = defaultdict(int)
    for episode, child, first, until, named_first, named_until, *spell in rows:
        cared[episode], children[episode] = days_between(first, until, days), child
        named[episode] |= days_between(named_first, named_until, days)
        held[episode] |= days_between(*(spell or (0, None)), days)
    alone: defaultdict[int, int] = defaultdict(int)
    for episode, child in children.items():
        alone[child] |= cared[episode] & held[episode] & ~named[episode]
    return list(alone.values())


def _perhaps_alone(days: Sequence[date]) -> QuerySet[Episode]:
    """Episodes of these days through which nobody was named from one end to the other."""
    named = Involvement.objects.filter(
        _named(),
        Q(ended_on__isnull=True) | Q(ended_on__gt=days[-1]) | Q(ended_on__gte=OuterRef("ended_on")),
        child=OuterRef("child"),
        began_on__lte=Greatest(OuterRef("known_on"), OuterRef("began_on")),
    )
    return (
        Episode.objects.standing()
        .annotate(known_on=TruncDate("recorded_at"))
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=days[0]), began_on__lte=days[-1])
        .filter(~Exists(named))
    )


def _named(path: str = "") -> Q:
    return Q(
        **{
            f"{path}voided_at__isnull": True,
            f"{path}capacity": Involvement.Capacity.SOCIAL_WORKER,
        }
    )
