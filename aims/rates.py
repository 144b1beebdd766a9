"""Shares of children: whole percentages, exact verdicts, intervals and what is still possible.

measures.md §4.4. Every share is x of n; nothing here divides before it has to.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt

Z95 = 1.959963984540054


def wilson(x: int, n: int) -> tuple[float, float] | None:
    """The 95 % Wilson score interval of x of n; None when there is nobody."""
    if n == 0:
        return None
    share = x / n
    z2 = Z95 * Z95
    middle = share + z2 / (2 * n)
    spread = Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (middle - spread) / (1 + z2 / n), (middle + spread) / (1 + z2 / n)
    # At the ends the bound is exact; floats may miss it by a hair.
    return (0.0 if x == 0 else low, 1.0 if x == n else high)


def whole_percent(x: int, n: int) -> int | None:
    """x of n in whole per cent, rounded half up in integers (25 of 40 is 63)."""
    return None if n == 0 else (200 * x + n) // (2 * n)


def target_reached(x: int, n: int, percent: float | None) -> bool | None:
    """Whether x of n is at least the target, exactly: 43 of 54 reads 80 and has not met 80."""
    if n == 0 or percent is None:
        return None
    return 100 * x >= _exact(percent) * n


def _exact(percent: float) -> Fraction:
    # A target of 0.1 means one in a thousand, not the binary fraction nearest to it.
    return Fraction(str(percent))


@dataclass(frozen=True, slots=True)
class Projection:
    """How an aim can still end: each a pair (x, n), and how many of those due must succeed."""

    best: tuple[int, int]
    worst: tuple[int, int]
    needed: int | None
    of: int
    possible: bool | None


def projection(
    *,
    met: int,
    denominator: int,
    waiting: int,
    waiting_due_by_target: int,
    target_percent: float | None,
) -> Projection:
    """Best: every waiting child succeeds. Worst: all who fall due by the target date miss.

    Children yet to come are not guessed at.
    """
    of = waiting_due_by_target
    needed = None
    if target_percent is not None:
        needed = max(0, ceil(_exact(target_percent) * (denominator + of) / 100) - met)
    return Projection(
        best=(met + waiting, denominator + waiting),
        worst=(met, denominator + of),
        needed=needed,
        of=of,
        possible=None if needed is None else needed <= of,
    )
