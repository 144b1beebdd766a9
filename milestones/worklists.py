"""The overdue list: running clocks in the order they fall due, in four groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery

from accounts.actors import Actor
from accounts.models import Locality, Person
from accounts.pseudonyms import pseudonym
from cases.ages import spoken_age
from cases.gate import with_standings
from cases.models import Child, Involvement, Placement
from cases.models.involvement import InvolvementQuerySet
from milestones.clock_lines import ClockLine, clock_lines
from milestones.models import Clock, Milestone, Timescale
from milestones.models.clock import ClockQuerySet
from milestones.reach import clocks_in_reach, works_under_pseudonyms

PAGE = 50
NOBODY = "nobody"
EVERYBODY = "all"
OVER, WEEK, SIX, LATER = "over", "week", "six", "later"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which running clocks are asked for; empty means any."""

    rule: str = ""
    locality: str = ""
    worker: str = ""

    @property
    def worker_id(self) -> UUID | None:
        return _uuid(self.worker)

    def as_query(self) -> str:
        """For links to another page of the same list."""
        return urlencode({"rule": self.rule, "locality": self.locality, "worker": self.worker})


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    title: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A clock and whose it is: by initials and reference, or by a pseudonym without a link."""

    line: ClockLine
    who: str
    url: str
    age: str
    lives: str
    worker: str | None


def groups(*, on: date) -> list[Group]:
    """Overdue; to the end of this week; to six weeks from now; later."""
    sunday = on + timedelta(days=6 - on.weekday())
    six_weeks = max(on + timedelta(weeks=6), sunday + timedelta(days=1))
    return [
        Group(OVER, "Overdue", None, on - timedelta(days=1)),
        Group(WEEK, "Due this week", on, sunday),
        Group(SIX, "Due in the next six weeks", sunday + timedelta(days=1), six_weeks),
        Group(LATER, "Later", six_weeks + timedelta(days=1), None),
    ]


def offers_workers(actor: Actor) -> bool:
    """Who reaches several workers' children asks whose they are."""
    return bool(actor.reaches("clock.list") & {"T", "A"})


def offers_localities(actor: Actor) -> bool:
    """Who reaches more than their own children asks where; no place is learnt by asking."""
    return bool(actor.reaches("clock.list") & {"T", "A", "P"})


def running_clocks(actor: Actor, filters: Filters, *, on: date) -> ClockQuerySet:
    """Running clocks with a due day that this actor may see and asked for.

    A filter that the role is not offered asks nothing.
    """
    found = clocks_in_reach(actor).running(on=on).filter(due_on__isnull=False).since_going_live()
    if filters.rule:
        found = found.filter(timescale__ref=filters.rule)
    if filters.locality and offers_localities(actor):
        found = found.filter(child__locality__name=filters.locality)
    if not offers_workers(actor) or filters.worker in {"", EVERYBODY}:
        return found
    if filters.worker == NOBODY:
        return found.exclude(child__in=_allocated(actor).values("child"))
    held = _allocated(actor).filter(person__public_id=_uuid(filters.worker))
    return found.filter(child__in=held.values("child"))


def _allocated(actor: Actor) -> InvolvementQuerySet:
    return Involvement.objects.allocated().filter(authority=actor.authority)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def count_by_group(clocks: ClockQuerySet, *, on: date) -> dict[str, int]:
    counted: dict[str, int] = clocks.aggregate(
        **{group.code: Count("pk", filter=_within(group)) for group in groups(on=on)}
    )
    return counted


def count_overdue(actor: Actor, *, on: date) -> int:
    return running_clocks(actor, Filters(), on=on).due_before(on).count()


def _within(group: Group) -> Q:
    asked = Q()
    if group.first is not None:
        asked &= Q(due_on__gte=group.first)
    if group.last is not None:
        asked &= Q(due_on__lte=group.last)
    return asked


def page_of(clocks: ClockQuerySet, number: int) -> list[Clock]:
    """One page of clocks, longest overdue first, each with its child and rule."""
    first = (number - 1) * PAGE
    worker = Involvement.objects.allocated().filter(child=OuterRef("child"))
    rows = clocks.select_related("child__authority", "timescale").annotate(
        worker_name=Subquery(worker.values("person__full_name")[:1]),
        worker_email=Subquery(worker.values("email")[:1]),
    )
    return list(rows.order_by(F("due_on").asc(), "child_id", "timescale_id")[first : first + PAGE])


def rows(clocks: Sequence[Clock], *, actor: Actor, on: date) -> list[Row]:
    """The page's clocks with what is booked, how old the child is and where they live.

    Whoever asks for rows shows them: the children are noted for the audit here.
    """
    children = {clock.child_id: clock.child for clock in clocks}
    actor.seen.children(with_standings(actor, children.values()))
    for clock in clocks:
        clock.child = children[clock.child_id]
    planned = Milestone.objects.planned().filter(child__in=children).order_by("planned_on", "pk")
    current = Placement.objects.standing().filter(child__in=children, ended_on__isnull=True)
    lives = {placement.child_id: placement.get_setting_display() for placement in current}
    lines = clock_lines(clocks, actor=actor, on=on, planned=planned.select_related("kind"))
    if works_under_pseudonyms(actor):
        return [_pseudonymous(line) for line in lines]
    return [_row(line, lives.get(line.clock.child_id, ""), on) for line in lines]


def _row(line: ClockLine, lives: str, on: date) -> Row:
    clock: Any = line.clock
    child, reads = clock.child, clock.child.standing.reads
    return Row(
        line=line,
        who=child.initials_and_ref,
        url=child.get_absolute_url(),
        age=spoken_age(child.born_on, on),
        lives=lives if reads("placements") else "",
        worker=(clock.worker_name or clock.worker_email or "") if reads("people") else None,
    )


def _pseudonymous(line: ClockLine) -> Row:
    child = line.clock.child
    return Row(line, pseudonym(child.public_id), "", f"born {child.born_on:%B %Y}", "", None)


def in_groups(
    found: Sequence[Row], counts: dict[str, int], *, on: date
) -> list[tuple[Group, int, list[Row]]]:
    """The page's rows under their group, groups without a row on this page left out."""
    told = []
    for group in groups(on=on):
        inside = [
            row
            for row in found
            if (group.first is None or (row.line.clock.due_on or on) >= group.first)
            and (group.last is None or (row.line.clock.due_on or on) <= group.last)
        ]
        if inside:
            told.append((group, counts[group.code], inside))
    return told


@dataclass(frozen=True, slots=True)
class Jump:
    """A count that leads to its group, on this page or the one where the group begins."""

    group: Group
    count: int
    page: int
    is_here: bool


def jumps(counts: dict[str, int], number: int, *, on: date) -> list[Jump]:
    told, before = [], 0
    for group in groups(on=on):
        count = counts[group.code]
        first, last = before // PAGE + 1, max(before, before + count - 1) // PAGE + 1
        told.append(Jump(group, count, first, first <= number <= last))
        before += count
    return told


def last_page(counts: dict[str, int]) -> int:
    return max(1, -(-sum(counts.values()) // PAGE))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: workers in order of name, never ranked; None where not asked."""

    rules: list[tuple[str, str]]
    localities: list[str] | None
    workers: list[tuple[str, str]] | None


def filter_choices(actor: Actor, *, on: date) -> Choices:
    running = clocks_in_reach(actor).running(on=on)
    rules = Timescale.objects.filter(pk__in=running.values("timescale"))
    return Choices(
        rules=list(dict(rules.values_list("ref", "name")).items()),
        localities=_localities(actor) if offers_localities(actor) else None,
        workers=_workers(actor) if offers_workers(actor) else None,
    )


def _localities(actor: Actor) -> list[str]:
    return list(Locality.objects.filter(authority=actor.authority).values_list("name", flat=True))


def _workers(actor: Actor) -> list[tuple[str, str]]:
    """The workers who hold a child within reach."""
    within = Child.objects.visible_to(actor, act="clock.list").values("pk")
    held = _allocated(actor).filter(person__isnull=False, child__in=within)
    people = Person.objects.filter(pk__in=held.values("person"))
    return [(str(pk), name) for pk, name in people.values_list("public_id", "full_name")]
