"""Run charts: the median, useful points, runs, shifts, trends and suggested phases.

Rules and sources: measures.md §1 (R1 to R9). A useful point is one that is neither missing nor on
the centre line; points on the line neither break nor lengthen a run. Positions count from 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import comb, log2
from statistics import median as middle
from typing import Literal, TypedDict

Values = Sequence[float | None]
Improving = Literal["up", "down", "both"]


@dataclass(frozen=True, slots=True)
class RunChart:
    """A median line and what the Anhøj rules (R6) say of the points around it.

    `signal` is None where the rules say nothing: not the same as "no signal".
    """

    centre: float | None
    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool | None


class Shift(TypedDict):
    side: Literal["above", "below"]
    first: int
    last: int
    n: int


class Trend(TypedDict):
    direction: Literal["up", "down"]
    first: int
    last: int
    n: int


class Phase(TypedDict):
    kind: Literal["baseline", "sustained"]
    first: int
    last: int
    median: float


def analyse(
    values: Values, freeze: int | None = None, *, bounds: tuple[float, float] | None = None
) -> RunChart:
    """All points about the median of all, or of the first `freeze`; None is a missing value.

    `bounds` are the lowest and highest value there can be, (0, 1) for shares: a line on a bound
    says nothing, nor does a median of the same points with all of them on one side (R7).
    """
    if freeze is not None and freeze < 1:
        raise ValueError("Freeze the median on at least one point.")
    centre = _median(values[:freeze])
    runs = [len(run) for run in _runs(values, centre)]
    if centre is None or not runs:
        return RunChart(centre, 0, None, None, None, None, None)
    n_useful = sum(runs)
    longest, longest_max = max(runs), round(log2(n_useful)) + 3
    crossings, crossings_min = len(runs) - 1, _crossings_min(n_useful)
    signal = longest > longest_max or crossings < crossings_min
    of_same_points = freeze is None or _median(values[freeze:]) is None
    says_nothing = (of_same_points and len(runs) == 1) or (bounds is not None and centre in bounds)
    return RunChart(
        centre=centre,
        n_useful=n_useful,
        longest_run=longest,
        longest_run_max=longest_max,
        crossings=crossings,
        crossings_min=crossings_min,
        signal=None if says_nothing else signal,
    )


def shifts(values: Values, median: float | None, length: int = 6) -> list[Shift]:
    """Runs of `length` or more useful points on one side of the median (R3)."""
    return [
        Shift(side="above" if run[0][1] > 0 else "below", first=run[0][0], last=run[-1][0], n=n)
        for run in _runs(values, median)
        if (n := len(run)) >= length
    ]


def trends(values: Values, length: int = 5) -> list[Trend]:
    """Legs of `length` or more points going one way; a turning point belongs to both legs (R4)."""
    points = _present(values)
    # The first of several equal neighbours carries the point.
    points = points[:1] + [after for before, after in pairwise(points) if after[1] != before[1]]
    legs: list[Trend] = []
    for rises, steps in groupby(pairwise(points), key=lambda step: step[0][1] < step[1][1]):
        leg = list(steps)
        ((first, _), _), (_, (last, _)) = leg[0], leg[-1]
        if (n := len(leg) + 1) >= length:
            legs.append(Trend(direction="up" if rises else "down", first=first, last=last, n=n))
    return legs


def run_limits(above: int, below: int) -> tuple[int | None, int | None] | None:
    """Fewer runs than the first are too few, more than the second too many (R5).

    One-sided exact 5 % critical values of the number of runs (Swed and Eisenhart 1943). None
    under ten useful points; a bound that no number of runs satisfies is None.
    """
    total = above + below
    if total < 10:
        return None
    ways = [_arrangements(above, below, runs) for runs in range(total + 1)]
    orders = comb(total, above)
    counts = range(1, total + 1)
    lower = max((r for r in counts if 20 * sum(ways[: r + 1]) <= orders), default=None)
    upper = min((r for r in counts if 20 * sum(ways[r:]) <= orders), default=None)
    return lower, upper


def suggest_phases(
    values: Values, baseline: int = 13, run: int = 9, *, improving: Improving
) -> list[Phase]:
    """Where a new median might begin, by runcharter's rule (R9): a suggestion, never a verdict.

    After the first `baseline` points, `run` consecutive useful points on the improving side give
    a new median: that of just those points, from the first of them. Counting starts again after
    the last. Raises ValueError under `baseline` + `run` points, missing ones counted.
    """
    if improving not in ("up", "down", "both"):
        raise ValueError('The improving direction is "up", "down" or "both".')
    if len(values) < baseline + run:
        raise ValueError(f"Phases need at least {baseline + run} points; there are {len(values)}.")
    centre = _median(values[:baseline])
    if centre is None:
        raise ValueError("Every point of the baseline is missing; choose a longer baseline.")
    phases = [Phase(kind="baseline", first=0, last=baseline - 1, median=centre)]
    while positions := _sustained(values, phases[-1], run, improving):
        first, last = positions[0], positions[-1]
        new = float(middle(value for i in positions if (value := values[i]) is not None))
        phases.append(Phase(kind="sustained", first=first, last=last, median=new))
    return phases


def _sustained(values: Values, phase: Phase, length: int, improving: Improving) -> list[int]:
    """Positions of the first useful points after the phase that make a long enough run."""
    start = phase["last"] + 1
    wanted = {"up": (1,), "down": (-1,), "both": (1, -1)}[improving]
    for points in _runs(values[start:], phase["median"]):
        if points[0][1] in wanted and len(points) >= length:
            return [start + position for position, _ in points[:length]]
    return []


def _present(values: Values) -> list[tuple[int, float]]:
    return [(position, value) for position, value in enumerate(values) if value is not None]


def _median(values: Values) -> float | None:
    present = [value for _, value in _present(values)]
    return float(middle(present)) if present else None


def _runs(values: Values, centre: float | None) -> Iterator[list[tuple[int, int]]]:
    """Runs of useful points, each point its position and its side: 1 above, -1 below."""
    if centre is None:
        return
    useful = [
        (position, 1 if value > centre else -1)
        for position, value in _present(values)
        if value != centre
    ]
    for _, run in groupby(useful, key=lambda point: point[1]):
        yield list(run)


def _crossings_min(n_useful: int) -> int:
    """The 5 % point of the heads in n - 1 tosses of a fair coin, in whole numbers."""
    tosses = n_useful - 1
    heads, ways = 0, 1
    while 20 * ways < 2**tosses:
        heads += 1
        ways += comb(tosses, heads)
    return heads


def _arrangements(above: int, below: int, runs: int) -> int:
    """In how many orders the points above and below the line fall into so many runs."""
    if above == 0 or below == 0:
        return int(runs == 1)
    if runs < 2:
        return 0
    half, odd = divmod(runs, 2)
    if odd:
        more_above = _splits(above, half + 1) * _splits(below, half)
        more_below = _splits(above, half) * _splits(below, half + 1)
        return more_above + more_below
    return 2 * _splits(above, half) * _splits(below, half)


def _splits(points: int, runs: int) -> int:
    """Ways to cut a line of points into so many runs."""
    return comb(points - 1, runs - 1)
