"""A rate on the scale from nobody to everybody: the share, its interval and the aim.

In: a Gauge of fractions between 0 and 1. Out: a small drawing, silent to a screen reader,
because the words beside it say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from drawing import svg

WIDTH, HEIGHT = 300, 38
LEFT, LENGTH = 2, 296


@dataclass(frozen=True, slots=True)
class Gauge:
    share: float | None = None
    low: float | None = None
    high: float | None = None
    aim: float | None = None
    aim_words: str = ""


def gauge(of: Gauge) -> SafeString:
    return svg.plain(_parts(of), size=(WIDTH, HEIGHT), look="gauge", label="")


def _x(share: float) -> float:
    return LEFT + LENGTH * min(1.0, max(0.0, share))


def _parts(of: Gauge) -> Iterator[str]:
    yield svg.rect("d-track", LEFT, 8, LENGTH, 8)
    if of.low is not None and of.high is not None:
        yield svg.rect("d-range", _x(of.low), 6, _x(of.high) - _x(of.low), 12)
    if of.share is not None:
        yield svg.circle("d-held", min(max(_x(of.share), 9.5), WIDTH - 9.5), 12, 7.5)
    if of.aim is not None:
        yield svg.upright("d-aim2", _x(of.aim), 1, 22)
        room = svg.width_of(of.aim_words, 12.5) / 2
        yield svg.text(min(max(_x(of.aim), room), WIDTH - room), 34, of.aim_words)
