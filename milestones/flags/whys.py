"""Why a flag no longer stands, in words that stay with it, and since which day."""

from datetime import date
from typing import NamedTuple

from drawing.words import sentence_day
from milestones.models import Clock, Flag
from milestones.models.clock import STILL_RUNS

Why = Flag.Why


class Cleared(NamedTuple):
    because: Flag.Why
    fact: str
    since: date | None = None
    """None: it never held, by what is known now."""


def why_cleared(
    clock: Clock,
    due_on: date,
    *,
    on: date,
    live_on: date | None,
    extended_on: date | None = None,
) -> Cleared | None:
    """What clears a flag of this clock, due on that day; None where nothing does.

    `extended_on` is the day on which the day it is due now was granted, if it was.
    """
    if clock.in_query or (clock.ended_on is not None and clock.ended_on < clock.started_on):
        return Cleared(Why.QUERY, "")
    if clock.stopped_on is not None:
        because = Why.LEFT if clock.stopped_by_exit else Why.STOPPED
        return Cleared(because, _stopped_by(clock), clock.stopped_on)
    if clock.ended_on is not None and clock.ended_on <= on:
        return Cleared(Why.LEFT, _left(clock.ended_on), clock.ended_on)
    rule = clock.timescale
    if rule.is_superseded or not rule.is_chased(on=on):
        return Cleared(Why.SWITCHED_OFF, "", on)
    if clock.excluded_because not in STILL_RUNS:
        return Cleared(Why.CORRECTED, "The rule leaves this child out")
    if clock.due_on != due_on and extended_on is not None:
        return Cleared(Why.EXTENDED, _now_due(clock.due_on), extended_on)
    if clock.due_on != due_on:
        return Cleared(Why.CORRECTED, _now_due(clock.due_on))
    if live_on is not None and due_on < live_on:
        return Cleared(Why.HISTORY, f"Due before {sentence_day(live_on)}", on)
    return None


def without_a_clock(*, runs_here: bool, on: date) -> Cleared:
    """The clock’s row is gone: its rule was switched off, or nothing starts it any more."""
    if runs_here:
        return Cleared(
            Why.CORRECTED, "Nothing starts this clock any more, or a later version of its rule does"
        )
    return Cleared(Why.SWITCHED_OFF, "", on)


def _stopped_by(clock: Clock) -> str:
    assert clock.stopped_on is not None
    if clock.stopped_by_exit:
        return _left(clock.stopped_on)
    what = clock.stopped_by.kind.name if clock.stopped_by else "Stopped by what is recorded"
    return f"{what}, {sentence_day(clock.stopped_on)}"


def _left(day: date) -> str:
    return f"Left on {sentence_day(day)}"


def _now_due(day: date | None) -> str:
    return f"Now due on {sentence_day(day)}" if day else "It is no longer due on a day"
