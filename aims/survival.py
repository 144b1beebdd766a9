"""Time to event: how long children wait, counting those still waiting (measures.md §3).

Curves are kept as whole numbers above a common denominator until the last division, because the
median is the first day on which the curve is at or below one half exactly and floats can miss it.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, fsum, log, sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Curve:
    """Kaplan-Meier's estimate of the share still waiting after each day something happened.

    `lower` and `upper` are the 95 % log-log band, None where the curve stands at 1 or 0.
    """

    times: list[int]
    survival: list[float]
    at_risk: list[int]
    lower: list[float | None]
    upper: list[float | None]
    median: int | None
    _reached: list[float] = field(repr=False)

    @property
    def median_interval(self) -> tuple[int | None, int | None]:
        """The first days on which the lower and the upper band are at or below one half."""
        return self._first_at_half(self.lower), self._first_at_half(self.upper)

    def _first_at_half(self, band: list[float | None]) -> int | None:
        days = zip(self.times, band, strict=True)
        return next((day for day, height in days if height is not None and height <= 0.5), None)

    def restricted_mean(self, tau: int) -> float:
        """Days the average child waits of the first `tau`: the area under the curve."""
        heights = [1.0, *self.survival]
        edges = [0, *(min(day, tau) for day in self.times), tau]
        widths = (max(0, after - before) for before, after in pairwise(edges))
        return fsum(height * width for height, width in zip(heights, widths, strict=True))

    def reached_by(self, day: int) -> float:
        """The share with the event by that day, had nobody left another way: 1 - KM(day)."""
        return _height_on(day, self.times, self._reached)


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share of all who came in for whom this came first, by each day (Aalen-Johansen)."""

    times: list[int]
    incidence: list[float]

    def at(self, day: int) -> float:
        return _height_on(day, self.times, self.incidence)


def kaplan_meier(days: Sequence[int], events: Sequence[int]) -> Curve:
    """The curve of children waiting `days`; code 1 or True is the event, every other censors.

    Events come before censorings on the same day. Raises ValueError when there is nobody.
    """
    times, at_risk, ends = _by_day(days, [int(event == 1) for event in events])
    survival, reached, lower, upper = [], [], [], []
    waiting, of = 1, 1
    median = None
    greenwood = 0.0
    for day, n in zip(times, at_risk, strict=True):
        happened = ends[day, 1]
        waiting, of = waiting * (n - happened), of * n
        greenwood += happened / (n * (n - happened)) if n > happened else 0.0
        survival.append(waiting / of)
        reached.append((of - waiting) / of)
        band = _log_log_band(waiting / of, greenwood) if 0 < waiting < of else (None, None)
        lower.append(band[0])
        upper.append(band[1])
        if median is None and 2 * waiting <= of:
            median = day
    return Curve(times, survival, at_risk, lower, upper, median, reached)


def cumulative_incidence(days: Sequence[int], codes: Sequence[int]) -> dict[int, Incidence]:
    """For each way of ending (a code other than 0, which is still waiting) its share by day.

    Raises ValueError when there is nobody.
    """
    times, at_risk, ends = _by_day(days, codes)
    causes = sorted({code for code in codes if code != 0})
    ended = dict.fromkeys(causes, 0)
    shares: dict[int, list[float]] = {code: [] for code in causes}
    waiting, of = 1, 1
    for day, n in zip(times, at_risk, strict=True):
        of *= n
        for code in causes:
            ended[code] = ended[code] * n + waiting * ends[day, code]
            shares[code].append(ended[code] / of)
        waiting *= n - sum(ends[day, code] for code in causes)
    return {code: Incidence(times, shares[code]) for code in causes}


def _by_day(
    days: Sequence[int], codes: Sequence[int]
) -> tuple[list[int], list[int], Counter[tuple[int, int]]]:
    """Every distinct day, how many were still there on it, and how many ended how."""
    if len(days) != len(codes):
        raise ValueError("Give one code for each number of days.")
    if not days:
        raise ValueError("There are no children to follow; give at least one.")
    if min(days) < 0:
        raise ValueError("Days are counted from the start, so none can be negative.")
    leaving = Counter(days)
    times = sorted(leaving)
    at_risk, left = [], len(days)
    for day in times:
        at_risk.append(left)
        left -= leaving[day]
    return times, at_risk, Counter(zip(days, codes, strict=True))


def _log_log_band(survival: float, greenwood: float) -> tuple[float, float]:
    """95 % limits by log(-log S), as R's conf.type="log-log" (T3)."""
    spread = Z95 * sqrt(greenwood) / abs(log(survival))
    return survival ** exp(spread), survival ** exp(-spread)


def _height_on(day: int, times: list[int], heights: list[float]) -> float:
    step = bisect_right(times, day)
    return heights[step - 1] if step else 0.0
