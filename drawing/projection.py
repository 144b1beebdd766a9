"""How an aim can still end: worst to best, the aim, and a disc for each child due by then.

In: a Projection of plain counts. Out: one drawing for half a page's width.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from drawing import svg

WIDTH, HEIGHT, HEIGHT_OF_TWO_ROWS = 560, 178, 204
LEFT, RIGHT, AXIS = 20.0, 540.0, 96
IN_LINE, MOST_DISCS = 7, 40


@dataclass(frozen=True, slots=True)
class End:
    """One way it can end: x of n, and that in whole per cent as the page says it."""

    x: int
    n: int
    percent: int


@dataclass(frozen=True, slots=True)
class Projection:
    """`needed` of the `due` children must succeed; None where the aim has no target yet."""

    worst: End
    best: End
    due: int
    target_date: str
    aim_percent: float | None = None
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    low: int

    def x(self, percent: float) -> float:
        share = (percent - self.low) / (100 - self.low)
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share))


def projection(of: Projection) -> SafeString:
    marks = [of.worst.percent, of.best.percent, of.aim_percent or 100.0]
    low = int(min(50, min(marks) - 10) // 10 * 10)
    scale = _Scale(low if low >= 30 else 0)
    parts = [*_range(of, scale), *_aim(of, scale), *_axis(scale), *_ends(of, scale), *_discs(of)]
    has_two_rows = of.needed is not None and IN_LINE < of.due <= MOST_DISCS
    height = HEIGHT_OF_TWO_ROWS if has_two_rows else HEIGHT
    return svg.plain(parts, size=(WIDTH, height), look="drawing drawing--half", label=_told(of))


def _told(of: Projection) -> str:
    told = (
        f"Projection to {of.target_date}: worst {of.worst.percent} per cent, "
        f"{of.worst.x} of {of.worst.n}; best {of.best.percent} per cent, "
        f"{of.best.x} of {of.best.n}"
    )
    return told if of.aim_percent is None else f"{told}; aim {_whole(of.aim_percent)} per cent"


def _whole(percent: float) -> str:
    return f"{percent:g}"


def _axis(scale: _Scale) -> Iterator[str]:
    yield svg.across("d-axis", LEFT, RIGHT, AXIS)
    for percent in range(scale.low, 101, 10 if scale.low else 20):
        x = scale.x(percent)
        yield svg.upright("d-axis", x, AXIS, AXIS + 5)
        label = "100%" if percent == 100 else str(percent)
        yield svg.text(x, AXIS + 22, label, "halo t-12 t-q mid")


def _range(of: Projection, scale: _Scale) -> Iterator[str]:
    x1, x2 = scale.x(of.worst.percent), scale.x(of.best.percent)
    yield svg.rect("d-range", x1, 62, x2 - x1, 22)
    for x in {x1, x2}:
        yield svg.upright("d-due", x, 56, 90)


def _aim(of: Projection, scale: _Scale) -> Iterator[str]:
    if of.aim_percent is not None:
        x = scale.x(of.aim_percent)
        words = f"Aim {_whole(of.aim_percent)}%"
        yield svg.upright("d-aim", x, 22, 132)
        yield svg.text(min(max(x, 40), WIDTH - 40), 14, words, "t-14 t-b t-pine mid")


def _ends(of: Projection, scale: _Scale) -> Iterator[str]:
    x1, x2 = scale.x(of.worst.percent), scale.x(of.best.percent)
    if of.worst == of.best:
        yield from _end("Ends at", of.best, min(max(x1, 60), WIDTH - 60), "mid")
    elif x2 - x1 < 150:
        middle = min(max((x1 + x2) / 2, 118), WIDTH - 118)
        yield from _end("Worst", of.worst, middle - 8, "end")
        yield from _end("Best", of.best, middle + 8, "")
    else:
        yield from _end("Worst", of.worst, max(x1, 50), "mid")
        yield from _end("Best", of.best, min(x2, WIDTH - 50), "mid")


def _end(word: str, end: End, x: float, anchor: str) -> Iterator[str]:
    yield svg.text(x, 30, f"{word} {end.percent}%", f"halo t-14 t-b {anchor}".strip())
    yield svg.text(x, 47, f"{end.x} of {end.n}", f"halo t-12 t-q {anchor}".strip())


def _discs(of: Projection) -> Iterator[str]:
    """Filled for each child needed: beside the words, or below them when there are many."""
    if of.needed is None:
        return
    if of.due == 0:
        yield svg.text(LEFT, 160, "Nobody else falls due by then", "t-14 t-b")
        return
    told = _needed(of.needed, of.due)
    yield svg.text(LEFT, 160, "Needed:", "t-14")
    if of.due <= IN_LINE:
        yield from _row(of, x=112, y=155, step=30)
        yield svg.text(112 + 30 * of.due, 160, told, "t-14 t-b")
    else:
        yield svg.text(100, 160, told, "t-14 t-b")
        if of.due <= MOST_DISCS:
            yield from _row(of, x=LEFT + 9, y=186, step=min(30.0, 520 / of.due))


def _row(of: Projection, *, x: float, y: float, step: float) -> Iterator[str]:
    r = min(9.0, step * 0.4)
    for n in range(of.due):
        if n < (of.needed or 0):
            yield svg.circle("d-pt", x + step * n, y, r)
        else:
            yield svg.circle("d-pt-open", x + step * n, y, r - 0.5)


def _needed(needed: int, due: int) -> str:
    if needed > due:
        return f"{needed}, but only {due} due by then"
    return f"{needed or 'none'} of the {due} due by then"
