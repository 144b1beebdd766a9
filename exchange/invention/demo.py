"""The demonstration's children: what each council tells, up to a day."""

from datetime import date
from random import Random
from typing import Any

from exchange.invention.allocation import allocate
from exchange.invention.current import fill_cohorts
from exchange.invention.life import Life
from exchange.invention.people import Invented
from exchange.invention.places import ISLANDS, SOUTH_AYRSHIRE, Place, place_elsewhere
from exchange.invention.population import Families, invent_children
from exchange.invention.published import published_children
from exchange.invention.slips import slip
from exchange.invention.this_week import due_this_week
from exchange.invention.told_in_pictures import NUMBERS, erskines

SEED = "demo"


def told_by_a_poster(
    place: Place,
    council: str,
    published: list[dict[str, Any]],
    current: list[dict[str, Any]],
    *,
    on: date,
) -> tuple[list[Life], list[Invented]]:
    """The children of one of the five, and the social workers who hold them."""
    families = Families(
        place, SEED, kept_free=NUMBERS, reviewing_since=_reviewing_since(current, on)
    )
    lives = erskines(on=on) if place == SOUTH_AYRSHIRE else []
    lives += invent_children(families, on=on)
    lives += fill_cohorts(families, lives, current, on=on)
    lives += due_this_week(families, on=on)
    slip(lives, place, Random(f"{SEED}:{place.code}:slips"), on=on)
    workers = allocate(lives, place, council, on=on)
    return published_children(place, published, seed=SEED) + lives, workers


def told_elsewhere(code: str, name: str, *, on: date) -> list[Life]:
    """A few children of a council without a poster; next to none on the islands."""
    children = ISLANDS.get(code) or Random(f"{SEED}:{code}").randint(6, 18)
    place = place_elsewhere(code, name, children)
    return invent_children(Families(place, SEED), on=on)[:children]


def _reviewing_since(current: list[dict[str, Any]], on: date) -> date | None:
    """The day from which the council's aim for orders at home counts reviews, if that has come."""
    days = [aim["cohort"]["from"] for aim in current if aim["kind"] == "coverage"]
    since = date.fromisoformat(days[0]) if days else on
    return since if since < on else None
