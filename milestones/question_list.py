"""The open questions that somebody may look at, oldest first: those of the facts, and of people.

The facts' questions are stored with the clocks; who works with a child is asked live.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.actors import Actor
from accounts.models import Locality
from accounts.policy import READS
from cases.finding import held_by
from cases.models import Child, Episode, Involvement, LegalOrder
from cases.models.child import ChildQuerySet
from cases.models.fact import FactQuerySet
from cases.standing import within_reach
from milestones.models import Milestone, Question
from milestones.models.question import QuestionQuerySet
from milestones.quality.accepted import accepted_now
from milestones.quality.kinds import KINDS, NO_TEAM, NO_WORKER, kinds_read
from milestones.quality.question import MILESTONE, ORDER
from milestones.reach import EVERY_GROUP

ACT = "quality.list"
ACCEPTED = "accepted"
# Who is to hold a child: in which capacity, and the rows that say so now.
HELD_BY = {
    NO_WORKER: ("social_worker", Involvement.objects.allocated),
    NO_TEAM: ("team", Involvement.objects.teams),
}
ORDER_OF = {kind.code: position for position, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class QuestionFilters:
    """Which questions are asked for; empty means any."""

    kind: str = ""
    locality: str = ""
    worker: str = ""
    show: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.locality or self.worker or self.show)

    @property
    def is_accepted(self) -> bool:
        """What somebody said is right as recorded, instead of what is open."""
        return self.show == ACCEPTED

    def as_query(self) -> str:
        """For links to another page of the same list."""
        show = {"show": self.show} if self.show else {}
        return urlencode(
            {"kind": self.kind, "locality": self.locality, "worker": self.worker, **show}
        )


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One open question without the weight of a model; `fact_code` is the kind of the fact."""

    code: str
    child_id: int
    asks_from: date
    fact_kind: str = ""
    fact_id: int | None = None
    about_on: date | None = None
    public_id: UUID | None = None
    fact_code: str = ""

    @property
    def key(self) -> tuple[int, str, str, int | None]:
        return self.child_id, self.code, self.fact_kind, self.fact_id

    @property
    def place(self) -> tuple[int, date, int, int]:
        """In the order of the kinds, oldest first."""
        return ORDER_OF[self.code], self.asks_from, self.child_id, self.fact_id or 0


def open_questions(
    actor: Actor, filters: QuestionFilters = QuestionFilters(), *, on: date
) -> list[OpenQuestion]:
    """Everything open on that day that this actor reads and asked for, in one query."""
    stored, *nobodys = _asked_rows(actor, filters, on)
    rows = stored.union(*nobodys, all=True) if nobodys else stored
    found = []
    for *values, milestone, order in rows:
        code = {MILESTONE: milestone, ORDER: order}.get(values[3])
        found.append(OpenQuestion(*values, code or ""))
    return sorted(found, key=lambda question: question.place)


def questions_waiting(actor: Actor) -> list["QuerySet[Any]"]:
    """The same as rows that are only counted, for the navigation."""
    nothing = QuestionFilters()
    of_people = [_nobodys(actor, nothing, actor.on, code) for code in _of_people(actor, nothing)]
    return [_asked(actor, nothing, actor.on), *of_people]


def is_pseudonymous(actor: Actor) -> bool:
    """The list without a name, a reference, a worker or a link (security.md §4, P)."""
    return "P" in actor.reaches(ACT)


def codes_read(actor: Actor) -> list[str]:
    """The kinds of question that speak of nothing but what this role reads.

    Which team holds a child is asked of whoever reaches the children whom no team holds.
    """
    groups = EVERY_GROUP if is_pseudonymous(actor) else READS.get(actor.role, frozenset())
    read = [kind.code for kind in kinds_read(groups)]
    return [code for code in read if code != NO_TEAM or "A" in actor.reaches(ACT)]


def _asked_rows(actor: Actor, filters: QuestionFilters, on: date) -> list["QuerySet[Any]"]:
    """What the facts ask, and who is held by nobody: rows of the same columns."""
    of_facts = _asked(actor, filters, on).annotate(
        kind_of_milestone=Subquery(
            Milestone.objects.filter(pk=OuterRef("fact_id")).values("kind__code")[:1]
        ),
        kind_of_order=Subquery(
            LegalOrder.objects.filter(pk=OuterRef("fact_id")).values("kind")[:1]
        ),
    )
    columns = ("code", "child_id", "asks_from", "fact_kind", "fact_id", "about_on", "public_id")
    told = of_facts.order_by().values_list(*columns, "kind_of_milestone", "kind_of_order")
    since = _care_now(on).values("began_on")[:1]
    return [
        told,
        *(_nobodys_rows(actor, filters, on, code, since) for code in _of_people(actor, filters)),
    ]


def _nobodys_rows(
    actor: Actor, filters: QuestionFilters, on: date, code: str, since: Any
) -> "QuerySet[Any]":
    """Since they were left, or came into care."""
    capacity, _ = HELD_BY[code]
    before = Involvement.objects.standing().filter(
        child=OuterRef("pk"), ended_on__lte=on, capacity=capacity
    )
    left = before.order_by("-ended_on").values("ended_on")[:1]
    return (
        _nobodys(actor, filters, on, code)
        .order_by()
        .values_list(
            Value(code),
            "pk",
            Coalesce(Subquery(left), Subquery(since)),
            Value(""),
            Value(None, output_field=models.BigIntegerField()),
            Value(None, output_field=models.DateField()),
            Value(None, output_field=models.UUIDField()),
            Value(""),
            Value(""),
        )
    )


def _nobodys(actor: Actor, filters: QuestionFilters, on: date, code: str) -> ChildQuerySet:
    """The children looked after now whom no worker, or no team, holds."""
    _, rows = HELD_BY[code]
    return _looked_after(actor, filters, on).exclude(Exists(rows().filter(child=OuterRef("pk"))))


def _of_people(actor: Actor, filters: QuestionFilters) -> list[str]:
    """The kinds asked live; that nobody holds a child is never right as recorded."""
    return [] if filters.is_accepted else [c for c in _codes(actor, filters) if c in HELD_BY]


def _asked(actor: Actor, filters: QuestionFilters, on: date) -> QuestionQuerySet:
    found = Question.objects.filter(within_reach(actor, ACT, child="child")).asked(on=on)
    found = found.filter(_narrowed(actor, filters, "child"), code__in=_codes(actor, filters))
    found = found.filter(accepted_now() if filters.is_accepted else ~accepted_now())
    # What was planned for before the authority went live is history, like its clocks.
    return found.exclude(
        code="planned_day_passed",
        authority__went_live_on__isnull=False,
        asks_from__lte=F("authority__went_live_on"),
    )


def _codes(actor: Actor, filters: QuestionFilters) -> list[str]:
    return [code for code in codes_read(actor) if filters.kind in {"", code}]


def _looked_after(actor: Actor, filters: QuestionFilters, on: date) -> ChildQuerySet:
    within = Child.objects.visible_to(actor, act=ACT)
    return within.filter(_narrowed(actor, filters, "pk"), Exists(_care_now(on)))


def _care_now(on: date) -> FactQuerySet:
    """The open spell of being looked after, in a query of children."""
    return Episode.objects.standing().filter(
        child=OuterRef("pk"), ended_on__isnull=True, began_on__lte=on
    )


def _narrowed(actor: Actor, filters: QuestionFilters, child: str) -> Q:
    """A filter that the role is not offered asks nothing."""
    asked = Q()
    if filters.locality and asks_where(actor):
        of_child = "" if child == "pk" else "child__"
        asked &= Q(**{f"{of_child}locality__name": filters.locality})
    if filters.worker and asks_whose(actor):
        asked &= held_by(filters.worker, child=child)
    return asked


def asks_whose(actor: Actor) -> bool:
    """Who reaches several workers' children asks whose they are."""
    return bool(actor.reaches(ACT) & {"T", "A"})


def asks_where(actor: Actor) -> bool:
    return bool(actor.reaches(ACT) & {"T", "A", "P"})


def offered(actor: Actor, filters: QuestionFilters) -> QuestionFilters:
    """Why something was accepted is told in people's own words, never under pseudonyms."""
    return replace(filters, show="") if is_pseudonymous(actor) else filters


def choices_of(actor: Actor) -> tuple[list[str], list[tuple[str, str]]]:
    """The localities, and the workers who hold a child within reach: by name, in one query."""
    within = Child.objects.visible_to(actor, act=ACT).values("pk")
    held = Involvement.objects.allocated().filter(person__isnull=False, child__in=within)
    held = held if asks_whose(actor) else held.none()
    places = Locality.objects.filter(authority=actor.authority).order_by()
    nobody = Value(None, output_field=models.UUIDField())
    rows = places.values_list(nobody, "name").union(
        held.order_by().values_list("person__public_id", "person__full_name")
    )
    found = sorted(rows, key=lambda row: row[1])
    localities = [name for worker, name in found if worker is None]
    return localities, [(str(worker), name) for worker, name in found if worker is not None]
