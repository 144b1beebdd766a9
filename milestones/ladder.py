"""Who is told of a flag: from the worker to the leader to the manager, by days without a promise.

The rung a flag stands on is computed from its days, never stored. It does not climb while a
promised date is still ahead or a snooze runs; a promised day that passed climbs to the next rung,
also where another day was promised before it came. So no promise renewed again and again holds it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from accounts.models import Authority
from milestones.durations import ONE_DAY
from milestones.models import LadderRung

AHEAD = timedelta(days=800)
"""As far as the next rung is looked for: the longest promise is a year."""


class Rung(NamedTuple):
    role: str
    after_days: int


class Pause(NamedTuple):
    """Days on which a flag does not climb, the first and the last included."""

    first: date
    last: date
    promised_on: date | None = None
    """A promised day that has passed climbs at once; a snooze that ends does not."""


@dataclass(frozen=True, slots=True)
class Ladder:
    rungs: tuple[Rung, ...]

    @classmethod
    def of(cls, authority: Authority) -> "Ladder":
        """The authority's own; the shipped one until it has made its own."""
        rows = list(LadderRung.objects.filter(Q(authority__isnull=True) | Q(authority=authority)))
        own = [row for row in rows if row.authority_id is not None]
        rungs = sorted((row.after_days, row.pk, row.role) for row in own or rows)
        return cls(tuple(Rung(role, after_days) for after_days, _, role in rungs))

    @property
    def last(self) -> int:
        return len(self.rungs) - 1

    def level(self, due_on: date, pauses: Sequence[Pause] = (), *, on: date) -> int:
        """The rung reached on that day, counted from nought; before it is overdue the first.

        Each day promised counts, once it has passed, for one rung more than was reached by
        then, so that another promise takes nothing back.
        """
        floor = 0
        for day in sorted(each.promised_on for each in pauses if each.promised_on):
            if due_on <= day < on:
                reached = self._by_days(_days_without(due_on, pauses, day))
                floor = max(floor, reached) + 1
        return min(self.last, max(floor, self._by_days(_days_without(due_on, pauses, on))))

    def next_climb(
        self, due_on: date, pauses: Sequence[Pause] = (), *, on: date
    ) -> tuple[date, int] | None:
        """When the next rung is told, and which, if nothing is recorded until then."""
        now = self.level(due_on, pauses, on=on)
        day = on
        while now < self.last and day < max(on, due_on) + AHEAD:
            day += ONE_DAY
            if (then := self.level(due_on, pauses, on=day)) > now:
                return day, then
        return None

    def _by_days(self, days: int) -> int:
        passed = [n for n, rung in enumerate(self.rungs) if days >= rung.after_days]
        return max(passed, default=0) if days > 0 else 0


def _days_without(due_on: date, pauses: Iterable[Pause], on: date) -> int:
    """Days overdue on that day, without those under a promise or a snooze."""
    days, day = 0, due_on + ONE_DAY
    covered = sorted(pauses, key=lambda pause: (pause.first, pause.last))
    for pause in covered:
        days += max(0, (min(pause.first, on + ONE_DAY) - day).days)
        day = max(day, pause.last + ONE_DAY)
    return days + max(0, (on + ONE_DAY - day).days)
