"""A time axis: days to pixels, months above, weeks since the start below."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from drawing.svg import width_of

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
WEEK_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
SHORTEST = timedelta(weeks=10)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class TimeAxis:
    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """The day's place, kept inside the axis."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)

    def months(self, *, apart: float, avoid: float | None = None) -> list[Tick]:
        """First days of months at a step that leaves room; where a label would clash, none."""
        step = self._month_step(apart)
        ticks: list[Tick] = []
        for day in self._firsts_of_months(step):
            x = self.x(day)
            label = _month_label(day, step, is_first=not ticks)
            reach = x + 6 + width_of(label)
            clashes = avoid is not None and x - 4 <= avoid <= reach
            fits = reach <= self.right and not clashes
            ticks.append(Tick(x, label if fits else "", day.month == 1 or step >= 12))
        return ticks

    def _month_step(self, apart: float) -> int:
        months = (self.last - self.first).days / 30.44
        room = (self.right - self.left) / max(months, 1)
        return next((each for each in MONTH_STEPS if each * room >= apart), MONTH_STEPS[-1])

    def _firsts_of_months(self, step: int) -> Iterator[date]:
        month = self.first.year * 12 + self.first.month - 1
        month += -month % step
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                yield day
            month += step

    def weeks(self, since: date, *, apart: float) -> list[Tick]:
        weeks = max(1.0, (self.last - since).days / 7)
        room = (self.right - self.x(since)) / weeks
        step = next((each for each in WEEK_STEPS if each * room >= apart), WEEK_STEPS[-1])
        return [
            Tick(self.x(since + timedelta(weeks=n)), f"week {n}" if n == 0 else str(n))
            for n in range(0, int(weeks) + 1, step)
        ]


def axis_over(days: list[date], *, left: float, right: float) -> TimeAxis:
    """An axis from the first of a month to the first of a month, round all these days."""
    first = min(days).replace(day=1)
    last = max(max(days), first + SHORTEST)
    edge = _month_after(last)
    if (edge - last).days < (edge - first).days * 0.015:
        edge = _month_after(edge)
    return TimeAxis(first, edge, left, right)


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _month_label(day: date, step: int, *, is_first: bool) -> str:
    if step >= 12:
        return str(day.year)
    return f"{day:%b} {day.year}" if is_first or day.month == 1 else f"{day:%b}"
