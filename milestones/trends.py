"""How it stood at the end of each of the last twelve months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest, TruncDate

from accounts.actors import Actor
from cases.held import held_on, with_spells
from cases.models import Child, Episode, Involvement
from milestones.models import Clock
from milestones.models.clock import STILL_RUNS
from milestones.reach import Rules, of_rules_read
from milestones.spans import LATER, SIX_WEEKS, spans

ACT = "clock.list"
MONTHS = 12
ONE_DAY = timedelta(days=1)
NOBODY = "nobody"


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

    As the facts tell it now: what was recorded late counts from the day it happened.
    """
    days = month_ends(on=on, since=actor.authority.went_live_on)
    if not days:
        return []
    clocks, children = _clocks(actor, days, rules), _children(actor, days)
    return [MonthEnd(day, {**clocks[at], NOBODY: children[at]}) for at, day in enumerate(days)]


def _clocks(actor: Actor, days: Sequence[date], rules: Rules) -> list[dict[str, int]]:
    ran = (
        Clock.objects.filter(of_rules_read(actor, rules), _still_open(days[0]))
        .filter(due_on__lte=days[-1] + SIX_WEEKS, in_query=False)
        .filter(excluded_because__in=STILL_RUNS, timescale__is_superseded=False)
        .since_going_live()
    )
    asked = {
        f"{span.code}_{at}": _ran_on(day) & held_on(day, actor, act=ACT) & span.asked()
        for at, day in enumerate(days)
        for span in spans(on=day)
        if span.code != LATER
    }
    held = with_spells(ran, actor, act=ACT, child="child")
    counts = held.aggregate(
        **{name: Count("pk", distinct=True, filter=wanted) for name, wanted in asked.items()}
    )
    codes = [span.code for span in spans(on=days[0]) if span.code != LATER]
    return [{code: counts[f"{code}_{at}"] for code in codes} for at in range(len(days))]


def _still_open(day: date) -> Q:
    stopped = Q(stopped_on__isnull=True) | Q(stopped_on__gt=day)
    return stopped & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def _ran_on(day: date) -> Q:
    """Begun, neither stopped nor ended, of a rule that was chased; what counts back is begun."""
    begun = Q(started_on__lte=day) | Q(due_on__lt=F("started_on"))
    chased = Q(timescale__chased_until__isnull=True) | Q(timescale__chased_until__gte=day)
    return begun & _still_open(day) & chased


def _children(actor: Actor, days: Sequence[date]) -> list[int]:
    """Children looked after on each day for whom no social worker was named."""
    children = with_spells(Child.objects.all(), actor, act=ACT, child="pk").annotate(
        **{f"alone_{at}": Exists(_alone_on(day)) for at, day in enumerate(days)}
    )
    alone = [
        held_on(day, actor, act=ACT) & Q(**{f"alone_{at}": True}) for at, day in enumerate(days)
    ]
    counts = children.aggregate(
        **{f"at_{at}": Count("pk", distinct=True, filter=asked) for at, asked in enumerate(alone)}
    )
    return [counts[f"at_{at}"] for at in range(len(days))]


def _alone_on(day: date) -> "QuerySet[Episode]":
    """The episode of a day on which nobody was named; the record knows of no day before it."""
    still = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    known_from = Greatest(TruncDate("recorded_at"), Value(day, DateField()))
    named = Involvement.objects.standing().filter(
        still,
        child=OuterRef("child"),
        capacity=Involvement.Capacity.SOCIAL_WORKER,
        began_on__lte=OuterRef("known_from"),
    )
    episodes = Episode.objects.standing().filter(still, child=OuterRef("pk"), began_on__lte=day)
    return episodes.annotate(known_from=known_from).filter(~Exists(named))
