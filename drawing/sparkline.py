"""A number's last year beside it: one line without scales, its last point a dot.

In: the counts of past days and today's, oldest first. Out: a small drawing with one sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from drawing import svg

WIDTH, HEIGHT = 118, 40
LEFT, RIGHT = 3, 113
TOP, BOTTOM = 8, 37
BASE = 37.5


@dataclass(frozen=True, slots=True)
class Sparkline:
    """What is counted, and the counts: the last one is today's."""

    what: str
    counts: Sequence[int]

    @property
    def words(self) -> str:
        first, now = self.counts[0], self.counts[-1]
        least, most = min(self.counts), max(self.counts)
        months = len(self.counts) - 1
        when = f"at each month’s end over the last {months} months" if months > 1 else "a month ago"
        if least == most:
            return f"{self.what} {when}: always {now}"
        turn = "up" if now > first else "down"
        moved = f"from {first} {turn} to {now}" if now != first else f"{now} now as at first"
        return f"{self.what} {when}: {moved}, lowest {least}, highest {most}"


def sparkline(of: Sparkline) -> SafeString:
    """Nothing is drawn of fewer than two points."""
    if len(of.counts) < 2:
        return SafeString("")
    return svg.plain(_parts(of.counts), size=(WIDTH, HEIGHT), look="spark", label=of.words)


def _parts(counts: Sequence[int]) -> Iterator[str]:
    step = (RIGHT - LEFT) / (len(counts) - 1)
    unit = (BOTTOM - TOP) / max(1, *counts)
    points = [(LEFT + at * step, BOTTOM - count * unit) for at, count in enumerate(counts)]
    yield svg.path("base", f"M0 {svg.number(BASE)}h{WIDTH}")
    told = " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in points)
    yield svg.element("polyline", points=told)
    x, y = points[-1]
    yield svg.circle("", x, y, 3.5)
