"""The status of a clock as at a day: always computed from its dates, never stored.

A report as at a day sees nothing dated after it (measures.md §4.3).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from milestones.reading import AGE_UNKNOWN, LEFT_FIRST


class Status(StrEnum):
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    MISSED_LEFT = "missed_left"
    WAITING = "waiting"
    LEFT_BEFORE_DUE = "left_before_due"
    QUERY = "query"
    EXCLUDED = "excluded"


class ClockDates(Protocol):
    """What a reading and a stored clock both have."""

    @property
    def started_on(self) -> date: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def stopped_on(self) -> date | None: ...
    @property
    def stopped_at(self) -> datetime | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def in_query(self) -> bool: ...
    @property
    def excluded_because(self) -> str: ...


def status_of(clock: ClockDates, on: date, *, is_excluded: bool = False) -> Status:
    """Exactly one of the eight, the first that applies in contract.md's order.

    A clock without a due day is never overdue: open it waits, stopped it is met.
    `is_excluded` is for filters that depend on the day asked about, such as the route.
    """
    if is_excluded or _is_left_out(clock, on):
        return Status.EXCLUDED
    return standing_of(clock, on)


def standing_of(clock: ClockDates, on: date) -> Status:
    """Where the rule stands for the child, whether or not an aim counts them."""
    if _is_in_query(clock, on):
        return Status.QUERY
    if _has_stopped(clock, on):
        return Status.MET if _is_in_time(clock) else Status.MET_LATE
    due_on = clock.due_on or date.max
    if clock.ended_on is not None and clock.ended_on <= on:
        return Status.LEFT_BEFORE_DUE if clock.ended_on <= due_on else Status.MISSED_LEFT
    return Status.WAITING if on <= due_on else Status.OVERDUE


def _is_left_out(clock: ClockDates, on: date) -> bool:
    if clock.excluded_because == LEFT_FIRST:
        if clock.ended_on is not None and clock.ended_on <= on:
            return True
    elif clock.excluded_because and clock.excluded_because != AGE_UNKNOWN:
        return True
    # What is due before its start counts back from a planned day, and runs before it.
    counts_back = clock.due_on is not None and clock.due_on < clock.started_on
    return clock.started_on > on and not counts_back


def _is_in_query(clock: ClockDates, on: date) -> bool:
    if clock.excluded_because == AGE_UNKNOWN:
        return True
    if clock.ended_on is not None and clock.ended_on < clock.started_on:
        return True
    return clock.in_query and not _has_stopped(clock, on)


def _has_stopped(clock: ClockDates, on: date) -> bool:
    return clock.stopped_on is not None and clock.stopped_on <= on


def _is_in_time(clock: ClockDates) -> bool:
    """To the second where both instants are known, else by the day (A5)."""
    if clock.stopped_at is not None and clock.due_at is not None:
        return clock.stopped_at <= clock.due_at
    return clock.due_on is None or (clock.stopped_on or date.max) <= clock.due_on
