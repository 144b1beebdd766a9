"""What a change would do to a child's clocks: done, looked at, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cases.models import Child
from drawing.words import length_of, sentence_day
from milestones.models import Clock, Timescale
from milestones.readable import reads_rule
from milestones.status import Status, standing_of


@dataclass(frozen=True, slots=True)
class Moved:
    """A clock whose due day would be another, or that would begin or be gone."""

    timescale: Timescale
    started_on: date
    was: Clock | None
    will_be: Clock | None
    on: date

    @property
    def told(self) -> str:
        """“due 24 December 2026, 4 weeks 6 days left; until now due 2 June 2026”."""
        if self.will_be is None:
            return "no longer runs or counts"
        told = f"{_due(self.will_be)}{_stands(self.will_be, self.on)}"
        if self.was is None:
            return f"begins on {sentence_day(self.started_on)}, {told}"
        return f"{told}; until now {_due(self.was)}"


def _due(clock: Clock) -> str:
    return f"due {sentence_day(clock.due_on)}" if clock.due_on else "due on no day"


def _stands(clock: Clock, on: date) -> str:
    status = standing_of(clock, on)
    if clock.due_on is None or status not in {Status.WAITING, Status.OVERDUE}:
        return ""
    days = (clock.due_on - on).days
    if days < 0:
        return f", {length_of(-days)} over"
    return f", {length_of(days)} left" if days else ", today"


def rehearse(child: Child, change: Callable[..., Any], on: date, **given: Any) -> list[Moved]:
    """Which of the clocks that this reader reads would be due on another day.

    The change itself is made, inside a savepoint that is rolled back: what it refuses is refused
    here, and what it would do is told by the very code that does it. Raises what it raises.
    """
    before = _followed(child, on)
    with transaction.atomic():
        change(**given)
        after = _followed(child, on)
        transaction.set_rollback(True)
    moved = [
        Moved(clock.timescale, clock.started_on, before.get(key), after.get(key), on)
        for key, clock in {**before, **after}.items()
        if _day(before.get(key)) != _day(after.get(key))
    ]
    return sorted(moved, key=lambda each: (each.timescale.position, each.started_on))


_Key = tuple[int, date]


def _followed(child: Child, on: date) -> dict[_Key, Clock]:
    clocks = Clock.objects.filter(child=child).select_related("timescale")
    return {
        (clock.timescale_id, clock.started_on): clock
        for clock in clocks
        if clock.is_followed(on=on) and reads_rule(child.standing, clock.timescale)
    }


def _day(clock: Clock | None) -> tuple[bool, date | None]:
    return (clock is not None, clock.due_on if clock else None)
