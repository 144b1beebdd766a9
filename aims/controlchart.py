"""Control charts: a P chart of shares and an XmR chart of single values (measures.md §2).

Sigma of the XmR chart is the mean moving range / 1.128, as in Making Data Count and qicharts2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import fmean

MOVING_RANGE_TO_SIGMA = 1.128
WIDEST_MOVING_RANGE = 3.267

Line = list[float | None]


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A centre line and its three-sigma limits, one value a point; None where there is no line."""

    centre: Line
    lower: Line
    upper: Line


def p_chart(x: Sequence[int], n: Sequence[int]) -> ControlChart:
    """Shares x/n about that of all points together; limits are cut at 0 and 1."""
    if len(x) != len(n):
        raise ValueError("Give as many counts as denominators.")
    if not any(n):
        return _flat(len(n), None, None)
    share = sum(x) / sum(n)
    spreads = [3 * sqrt(share * (1 - share) / each) if each else None for each in n]
    return ControlChart(
        centre=[None if spread is None else share for spread in spreads],
        lower=[None if spread is None else max(0.0, share - spread) for spread in spreads],
        upper=[None if spread is None else min(1.0, share + spread) for spread in spreads],
    )


def xmr_chart(
    values: Sequence[float | None], *, freeze: int | None = None, screen: bool = False
) -> ControlChart:
    """Single values about their mean; None is a missing value.

    `freeze`: mean and limits come from the first so many points. `screen`: moving ranges of 3.267
    times their mean and over are left out once, as some packages do; Making Data Count does not.
    """
    base = values[:freeze]
    present = [value for value in base if value is not None]
    if not present:
        return _flat(len(values), None, None)
    # A missing value takes the moving ranges on both its sides with it (as in qicharts2).
    ranges = [abs(b - a) for a, b in pairwise(base) if a is not None and b is not None]
    if screen and any(ranges):
        widest = WIDEST_MOVING_RANGE * fmean(ranges)
        ranges = [each for each in ranges if each < widest]
    sigma = fmean(ranges) / MOVING_RANGE_TO_SIGMA if ranges else None
    return _flat(len(values), fmean(present), sigma)


def _flat(length: int, centre: float | None, sigma: float | None) -> ControlChart:
    """The same lines under every point; no limits where sigma is unknown."""
    if centre is None or sigma is None:
        return ControlChart([centre] * length, [None] * length, [None] * length)
    lower, upper = centre - 3 * sigma, centre + 3 * sigma
    return ControlChart([centre] * length, [lower] * length, [upper] * length)
