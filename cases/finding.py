"""Finding children: by name, reference, worker, locality, and who is looked after now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import QueryDict

from accounts.actors import Actor
from accounts.addresses import uuid_of, word_asked
from accounts.models import Locality
from accounts.policy import NAMED_IN_A_SHARE, READS
from cases.ages import spoken_age
from cases.gate import with_standings
from cases.models import Child, Episode, Involvement, Placement
from cases.models.child import ChildQuerySet

LONGEST = 100
ASKED = ("q", "locality", "care", "worker")
EVERYBODY = "all"
# Children whom nobody holds, or somebody who has not joined yet: words of an address.
NOBODY, NOT_JOINED = "nobody", "not-joined"


@dataclass(frozen=True, slots=True)
class Query:
    words: str = ""
    locality: str = ""
    care: str = ""
    worker: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.locality or self.worker)


def asked(query: QueryDict) -> Query:
    return Query(*(word_asked(query, name, longest=LONGEST) for name in ASKED))


def children_found(actor: Actor, query: Query, *, on: date) -> ChildQuerySet:
    """The children who answer, by name, each with their worker and where they live.

    Without words asked for, only children looked after now; a search looks among all. Whoever
    knows children through a share finds them by name or reference only: to ask by worker, place
    or care would tell what the share does not.
    """
    found = Child.objects.visible_to(actor).select_related("locality", "authority")
    if query.words:
        found = found.matching(query.words, by_worker=asks_of_care(actor))
    elif query.care != EVERYBODY and asks_of_care(actor):
        now = Episode.objects.standing().filter(child=OuterRef("pk"), ended_on__isnull=True)
        found = found.filter(Exists(now))
    if query.locality and asks_of_care(actor):
        found = found.in_locality(query.locality)
    if query.worker and asks_of_care(actor):
        # The children of a list of work: what a worker's number there leads to.
        found = found.visible_to(actor, act="clock.list").filter(held_by(query.worker))
    lives = Placement.objects.standing().filter(child=OuterRef("pk"), ended_on__isnull=True)
    episode = Episode.objects.standing().filter(child=OuterRef("pk")).order_by("-began_on")
    return (
        found.with_worker()
        .annotate(
            lives=Subquery(lives.values("setting")[:1]),
            looked_after_since=Subquery(episode.values("began_on")[:1]),
            left_care_on=Subquery(episode.values("ended_on")[:1]),
        )
        .by_name()
    )


def held_by(worker: str, *, child: str = "pk") -> Q:
    """Of whom a worker's word in an address speaks; `child` is the path to them."""
    held = Involvement.objects.allocated().filter(child=OuterRef(child))
    if worker == NOBODY:
        return ~Q(Exists(held))
    if worker == NOT_JOINED:
        return Q(Exists(held.filter(person__isnull=True)))
    person = uuid_of(worker)
    return Q(Exists(held.filter(person__public_id=person))) if person else Q(pk__in=[])


def asks_of_care(actor: Actor) -> bool:
    """Whether the role reads of every child it reaches where they live and with whom."""
    reads = READS.get(actor.role, frozenset())
    return actor.role not in NAMED_IN_A_SHARE and {"placements", "people"} <= reads


def localities_to_ask(actor: Actor) -> list[str] | None:
    """None for those who do not ask by place."""
    if not asks_of_care(actor):
        return None
    return list(Locality.objects.filter(authority=actor.authority).values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class Row:
    """What the list tells of a child; None where it is not the reader's to know."""

    child: Child
    age: str
    lives: str | None
    since: date | None
    left_on: date | None
    locality: Locality | None
    worker: str | None


def rows(page: "Page[Child]", *, actor: Actor, on: date) -> list[Row]:
    """Whoever asks for rows shows them: the children are noted for the audit here."""
    children = with_standings(actor, page)
    actor.seen.children(children)
    return [_row(child, on) for child in children]


def _row(child: Any, on: date) -> Row:
    where, who = child.standing.reads("placements"), child.standing.reads("people")
    lives = Placement.Setting(child.lives).label if child.lives else ""
    return Row(
        child=child,
        age=spoken_age(child.born_on, on),
        lives=lives if where else None,
        since=child.looked_after_since if where else None,
        left_on=child.left_care_on if where else None,
        locality=child.locality if where else None,
        worker=(child.worker_name or child.worker_email or "") if who else None,
    )


WHEN_THERE = {
    "C": "No child is allocated to you or your team yet. When a team leader allocates one to you, "
    "or your team takes one on, you find the child here.",
    "T": "Your team holds no child yet. When a child comes into care or is transferred to your "
    "team, you find the child here.",
    "A": "When a child comes into care, or case files are imported, the council’s children appear "
    "here.",
    "G": "No child’s record is open to you now. When one is put on your agenda, instructed to you "
    "or shared with you, you find it here until that ends.",
}


def why_empty(actor: Actor) -> str:
    """Why nobody is listed, and what would bring somebody there."""
    reach = actor.reaches("child.list")
    return next((words for code, words in WHEN_THERE.items() if code in reach), WHEN_THERE["G"])
