"""Whether a fact makes sense by itself: its dates against each other, birth and the day.

Works on the fact as it would stand, so that a line with few columns is judged together with
what is stored. An objection is (field, sentence).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cases.dates import EXPIRES_AHEAD, PLANNED_AHEAD, objection_to_future, objection_to_past
from cases.models import Episode, Fact, LegalOrder, Placement, Route
from drawing.words import sentence_day
from exchange.case_files.layout import Layout
from milestones.models import HELD, NOT_HELD, Milestone

Objection = tuple[str, str]

PAST = timedelta(0)
# Each fact's dates, and how far ahead of the day each may lie.
DATES: dict[type[Fact], dict[str, timedelta]] = {
    Episode: {"began_on": PAST, "ended_on": PAST, "originally_accommodated_on": PAST},
    Placement: {"began_on": PAST, "ended_on": PAST},
    LegalOrder: {"made_on": PAST, "expires_on": EXPIRES_AHEAD, "ended_on": PAST},
    Route: {"from_on": PAST},
    Milestone: {"held_on": PAST, "planned_on": PLANNED_AHEAD},
}
# (the earlier, the later, what the later one is)
IN_ORDER: dict[type[Fact], tuple[tuple[str, str], ...]] = {
    Episode: (("began_on", "ended_on"), ("originally_accommodated_on", "began_on")),
    Placement: (("began_on", "ended_on"),),
    LegalOrder: (("made_on", "expires_on"), ("made_on", "ended_on")),
}


def objection(layout: Layout, fact: Fact, *, born_on: date | None, on: date) -> Objection | None:
    """The first thing wrong with a fact. Without a date of birth nothing is held against it."""
    return next(_objections(layout, fact, born_on or date.min, on), None)


def _objections(layout: Layout, fact: Fact, born_on: date, on: date) -> Iterator[Objection]:
    for field, ahead in DATES[type(fact)].items():
        words = _objection_to_date(layout, fact, field, ahead, born_on, on)
        if words:
            yield field, words
    for earlier, later in IN_ORDER.get(type(fact), ()):
        words = _objection_to_order(layout, fact, earlier, later)
        if words:
            yield later if later != "began_on" else earlier, words
    yield from _objections_to_combination(fact)


def _objection_to_date(
    layout: Layout, fact: Fact, field: str, ahead: timedelta, born_on: date, on: date
) -> str | None:
    day: date | None = getattr(fact, field)
    if day is None:
        return None
    what = layout.column_of(field)
    unborn = isinstance(fact, Milestone) and born_on != date.min
    if ahead == PAST:
        return objection_to_past(day, what=what, born_on=born_on, on=on, before_birth=unborn)
    return objection_to_future(
        day, what=what, born_on=born_on, on=on, ahead=ahead, before_birth=unborn
    )


def _objection_to_order(layout: Layout, fact: Fact, earlier: str, later: str) -> str | None:
    first, second = getattr(fact, earlier), getattr(fact, later)
    if first is None or second is None or second >= first:
        return None
    return (
        f"{layout.column_of(later)} is {sentence_day(second)}, before {layout.column_of(earlier)}, "
        f"{sentence_day(first)}: it must be that day or a later one."
    )


def _objections_to_combination(fact: Any) -> Iterator[Objection]:
    if isinstance(fact, Episode):
        if fact.destination and fact.ended_on is None:
            yield "destination", "destination needs ended_on, the day the child left care."
        if fact.return_kind and fact.destination != Episode.Destination.HOME:
            yield "return_kind", "return is for the destination home only: leave it empty."
    if isinstance(fact, Placement) and fact.return_kind and fact.setting != Placement.Setting.HOME:
        yield "return_kind", "return is for the setting home only: leave it empty."
    if isinstance(fact, Milestone) and fact.held_on is None:
        if fact.outcome_id not in (HELD, NOT_HELD):
            yield "outcome_id", "outcome needs held_on, the day of the milestone it came from."
        if fact.held_at is not None:
            yield "held_at", "held_at needs held_on: give the day with the time."


def first_day(fact: Any) -> date:
    """The day before which the child cannot have been born, for what this fact says."""
    if isinstance(fact, Milestone):
        return min(day for day in (fact.held_on, fact.planned_on) if day)
    return next(day for name in DATES[type(fact)] if (day := getattr(fact, name)))
