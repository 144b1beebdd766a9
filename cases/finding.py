"""Finding children: by name, reference, worker, locality, and who is looked after now."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Subquery
from django.http import QueryDict

from accounts.actors import Actor
from accounts.models import Locality
from cases.ages import spoken_age
from cases.models import Child, Episode, Placement
from cases.models.child import ChildQuerySet

LONGEST = 100
EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Query:
    words: str = ""
    locality: str = ""
    care: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.locality)

    def as_address(self) -> str:
        return urlencode({"q": self.words, "locality": self.locality, "care": self.care})


def asked(query: QueryDict) -> Query:
    return Query(_word(query, "q"), _word(query, "locality"), _word(query, "care"))


def _word(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST]


def children_found(actor: Actor, query: Query, *, on: date) -> ChildQuerySet:
    """The children who answer, by name, each with their worker and where they live.

    Without words asked for, only children looked after now; a search looks among all.
    """
    found = Child.objects.visible_to(actor).select_related("locality", "authority")
    if query.words:
        found = found.matching(query.words)
    elif query.care != EVERYBODY:
        now = Episode.objects.standing().filter(child=OuterRef("pk"), ended_on__isnull=True)
        found = found.filter(Exists(now))
    if query.locality:
        found = found.in_locality(query.locality)
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


def localities_with_children(actor: Actor) -> list[str]:
    return list(Locality.objects.filter(authority=actor.authority).values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class Row:
    child: Child
    age: str
    lives: str
    since: date | None
    left_on: date | None
    worker: str


def rows(page: "Page[Child]", *, on: date) -> list[Row]:
    return [_row(child, on) for child in page]


def _row(child: Any, on: date) -> Row:
    return Row(
        child=child,
        age=spoken_age(child.born_on, on),
        lives=Placement.Setting(child.lives).label if child.lives else "",
        since=child.looked_after_since,
        left_on=child.left_care_on,
        worker=child.worker_name or child.worker_email or "",
    )
