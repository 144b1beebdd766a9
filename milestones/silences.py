"""How long a clock may be silent: so many days in all by each rung of the ladder.

A silence stops the ladder, so it cannot be renewed for ever: before the due day, and again after
it, a clock is silent for four weeks by the first rung's word, for four more by the next rung's,
and so on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.roles import Role
from milestones.durations import ONE_DAY
from milestones.ladder import Ladder, Pause

DAYS_BY_A_RUNG = 28
LONGEST = timedelta(days=28)
"""As far ahead as one silence reaches."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What one role may still ask for on a day."""

    on: date
    latest: date
    used: int
    allowed: int
    next_role: str

    @property
    def told(self) -> str:
        """“It was silent for 28 days already … Ask the team leader, who may ask for 28 more.”"""
        used = f"It was silent for {self.used} of the {self.allowed} days that you may ask for"
        if not self.next_role:
            return f"{used}. Nobody may ask for more: give a cause of delay and a new day."
        next_name = Role(self.next_role).label.lower()
        return f"{used}. Ask the {next_name}, who may ask for {DAYS_BY_A_RUNG} more."

    @property
    def is_used_up(self) -> bool:
        return self.latest <= self.on

    @property
    def is_cut_short(self) -> bool:
        return self.latest < self.on + LONGEST


def silence_left(
    silent: Iterable[Pause], due_on: date | None, *, ladder: Ladder, role: str, on: date
) -> Silence:
    """The last day on which a silence asked for now may end; days from today on do not count yet.

    Who is on no rung of the ladder stands on the first.
    """
    roles = [rung.role for rung in ladder.rungs]
    rung = roles.index(role) if role in roles else 0
    allowed = DAYS_BY_A_RUNG * (rung + 1)
    used = Counter(_is_late(day, due_on) for day in _days(silent, on))
    left = {late: allowed - used[late] for late in (False, True)}
    latest = on
    while latest < on + LONGEST and left[_is_late(latest, due_on)] > 0:
        left[_is_late(latest, due_on)] -= 1
        latest += ONE_DAY
    above = roles[rung + 1 :]
    spoken = used[_is_late(latest, due_on)]
    return Silence(on, latest, spoken, allowed, above[0] if above else "")


def _is_late(day: date, due_on: date | None) -> bool:
    return due_on is not None and day > due_on


def _days(silent: Iterable[Pause], on: date) -> set[date]:
    """The days already past on which it was silent, each once."""
    return {
        pause.first + timedelta(days=n)
        for pause in silent
        for n in range((min(pause.last, on - ONE_DAY) - pause.first).days + 1)
    }
