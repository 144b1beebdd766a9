"""The overdue list: running clocks in the order they fall due, in four groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery

from accounts.actors import Actor
from accounts.models import Locality, Person
from accounts.policy import RECORDS_ONLY, may_record_kind
from accounts.roles import Role
from cases.ages import spoken_age
from cases.models import Involvement, Placement
from cases.models.involvement import InvolvementQuerySet
from milestones.clock_lines import ClockLine, clock_lines, stopping_kinds
from milestones.models import Clock, Milestone, Timescale
from milestones.models.clock import ClockQuerySet

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

    @property
    def is_of_one_worker(self) -> bool:
        return self.worker_id is not None

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
    line: ClockLine
    age: str
    lives: str


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


def usual_filters(actor: Actor) -> Filters:
    """What each role looks at first: their own children, their locality, or everything."""
    membership = actor.membership
    if membership is None:
        return Filters()
    if actor.role == Role.SOCIAL_WORKER:
        return Filters(worker=str(membership.person.public_id))
    place = membership.locality or (membership.team.locality if membership.team else None)
    if actor.role == Role.TEAM_LEADER and place is not None:
        return Filters(locality=place.name)
    return Filters()


def running_clocks(actor: Actor, filters: Filters, *, on: date) -> ClockQuerySet:
    """Running clocks with a due day that this actor may see and asked for."""
    found = Clock.objects.visible_to(actor).running(on=on).filter(due_on__isnull=False)
    found = found.since_going_live()
    if actor.role in RECORDS_ONLY:
        found = found.filter(timescale__in=_rules_stopped_by(actor))
    if filters.rule:
        found = found.filter(timescale__ref=filters.rule)
    if filters.locality:
        found = found.filter(child__locality__name=filters.locality)
    if filters.worker == NOBODY:
        found = found.exclude(child__in=_allocated(actor).values("child"))
    elif filters.worker and filters.worker != EVERYBODY:
        held = _allocated(actor).filter(person__public_id=_uuid(filters.worker))
        found = found.filter(child__in=held.values("child"))
    return found


def _allocated(actor: Actor) -> InvolvementQuerySet:
    return Involvement.objects.allocated().filter(authority=actor.authority)


def _rules_stopped_by(actor: Actor) -> list[int]:
    """For roles that record a few kinds only: the rules that these kinds stop."""
    return [
        timescale.pk
        for timescale in Timescale.objects.open_to(actor.authority)
        if any(may_record_kind(actor.role, kind) for kind in stopping_kinds(timescale))
    ]


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
    return running_clocks(actor, usual_filters(actor), on=on).due_before(on).count()


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
    rows = clocks.select_related("child__locality", "timescale").annotate(
        worker_name=Subquery(worker.values("person__full_name")[:1]),
        worker_email=Subquery(worker.values("email")[:1]),
    )
    return list(rows.order_by(F("due_on").asc(), "child_id", "timescale_id")[first : first + PAGE])


def rows(clocks: Sequence[Clock], *, actor: Actor, on: date) -> list[Row]:
    """The page's clocks with what is booked, how old the child is and where they live."""
    children = {clock.child_id for clock in clocks}
    planned = Milestone.objects.planned().filter(child__in=children).order_by("planned_on", "pk")
    current = Placement.objects.standing().filter(child__in=children, ended_on__isnull=True)
    lives = {placement.child_id: placement.get_setting_display() for placement in current}
    lines = clock_lines(clocks, actor=actor, on=on, planned=planned.select_related("kind"))
    return [
        Row(line, spoken_age(line.clock.child.born_on, on), lives.get(line.clock.child_id, ""))
        for line in lines
    ]


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
    """What the filters offer: workers in order of name, never ranked."""

    rules: list[tuple[str, str]]
    localities: list[str]
    workers: list[tuple[str, str]]


def filter_choices(actor: Actor, *, on: date) -> Choices:
    running = Clock.objects.visible_to(actor).running(on=on).values("timescale")
    rules = Timescale.objects.filter(pk__in=running).values_list("ref", "name")
    held = _allocated(actor).filter(person__isnull=False).values("person")
    people = Person.objects.filter(pk__in=held).values_list("public_id", "full_name")
    places = Locality.objects.filter(authority=actor.authority).values_list("name", flat=True)
    return Choices(
        list(dict(rules).items()), list(places), [(str(pk), name) for pk, name in people]
    )
