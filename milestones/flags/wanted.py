"""Which flags stand on a day, by what the clocks say: pure, like the evaluator.

As everywhere, nothing dated after the day counts (measures.md §4.3): a clock that stopped later
was still running.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from milestones.leads import Leads, Step

Key = tuple[int, int, date]


class FlaggedClock(NamedTuple):
    """What a flag needs to know of a clock that runs on the day."""

    child_id: int
    timescale_id: int
    started_on: date
    due_on: date
    stopped_on: date | None
    ended_on: date | None

    @property
    def key(self) -> Key:
        return (self.child_id, self.timescale_id, self.started_on)

    def has_begun(self, *, on: date) -> bool:
        """What is due before its start counts back from a planned day, and runs before it."""
        return self.started_on <= on or self.due_on < self.started_on


class Wanted(NamedTuple):
    """The flag that a clock should have on the day."""

    due_on: date
    step: Step
    over_on: date | None
    """The later day on which the clock stopped, as is known meanwhile."""


@dataclass(slots=True)
class WantedFlags:
    flags: dict[Key, Wanted] = field(default_factory=dict)
    poisoned: dict[Key, str] = field(default_factory=dict)
    """Clocks that cannot be reckoned, with why: nobody else waits for them."""


def wanted_flags(
    clocks: Iterable[FlaggedClock], leads: Leads, *, on: date, known_on: date
) -> WantedFlags:
    """The flags of the clocks that ran on a day, by what is known on a later one."""
    found = WantedFlags()
    for clock in clocks:
        if not clock.has_begun(on=on):
            continue
        try:
            step = leads.step(clock.timescale_id, clock.due_on, on)
        except (ValueError, TypeError) as wrong:
            found.poisoned[clock.key] = str(wrong)
            continue
        if step is not None:
            over_on = clock.stopped_on or clock.ended_on
            is_over = over_on is not None and over_on <= known_on
            found.flags[clock.key] = Wanted(clock.due_on, step, over_on if is_over else None)
    return found
