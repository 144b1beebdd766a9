"""A few families for whom something falls due in the week the demonstration begins."""

from dataclasses import replace
from datetime import date, timedelta

from exchange.invention.chance import days_later
from exchange.invention.life import Life
from exchange.invention.population import Families, accommodated, reaching
from exchange.invention.reviews import FIRST_REVIEW_WITHIN


def due_this_week(families: Families, *, on: date) -> list[Life]:
    """A first meeting, a first review and a decision, due from today to Sunday."""
    sunday = on + timedelta(days=6 - on.weekday())
    tomorrow = min(days_later(on, 1), sunday)
    place = families.place
    first_review = place.tempo.first_review
    came_lately = accommodated(families, on - timedelta(days=3), locality=place.localities[0])
    reviewed = accommodated(
        families,
        tomorrow - timedelta(days=FIRST_REVIEW_WITHIN[first_review]),
        locality=place.localities[0],
    )
    decided = reaching(
        families, "panel", "recommended", sunday - timedelta(days=14), route="kinship"
    )
    for lives, kind, day in (
        (came_lately, "meeting_72_hour", on),
        (reviewed, first_review, tomorrow),
        (decided, "adm_decision", days_later(on, 3)),
    ):
        for life in lives:
            _still_to_come(life, kind, day)
    return [*came_lately, *reviewed, *decided]


def _still_to_come(life: Life, kind: str, day: date) -> None:
    """Move the first event of a kind to a day of this week, agreed but not held."""
    first = life.first(kind)
    life.events = [
        replace(event, day=day, booked=True) if event.kind == kind and event.day == first else event
        for event in life.events
        if event.kind != kind or event.outcome != "not_held"
    ]
