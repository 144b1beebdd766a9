"""A run chart: a share month by month, its baseline median and the aim.

In: a RunChart of monthly Points (x of n; hollow until every child of the month is due or
decided), a median with how many points it came from, tests of change between months. Out:
the wide and the narrow drawing; the list of changes, the verdict and the table stand beside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from drawing import svg
from drawing.percent_axis import PercentAxis

NARROW_POINTS = 19


@dataclass(frozen=True, slots=True)
class Point:
    month: date
    x: int
    n: int
    is_complete: bool = True

    @property
    def share(self) -> float | None:
        return self.x / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Change:
    """A test of change, drawn before the point of this index; two short lines beside it."""

    before: int
    number: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunChart:
    title: str
    desc: str
    points: tuple[Point, ...]
    median: float | None = None
    median_of: int = 0
    aim: float | None = None
    aim_words: str = ""
    changes: tuple[Change, ...] = ()
    name: str = "runchart"
    months_are: str = "came into care"
    figures_are: str = "in time / of"
    hollow_words: tuple[str, str] = ("hollow: not all", "children due yet")

    @property
    def median_words(self) -> str:
        return f"median {round((self.median or 0) * 100)}%"


@dataclass(frozen=True, slots=True)
class _Plot:
    axis: PercentAxis
    step: float
    first: float

    def x(self, index: float) -> float:
        return self.first + self.step * index

    def y(self, share: float) -> float:
        return self.axis.y(share)


def _plot(axis: PercentAxis, count: int) -> _Plot:
    inset = 14
    room = axis.right - axis.left - 2 * inset
    return _Plot(axis, room / max(count - 1, 1), axis.left + inset)


def runchart(chart: RunChart) -> SafeString:
    return mark_safe(_wide(chart) + _narrow(chart))  # both already escaped


def _wide(chart: RunChart) -> SafeString:
    plot = _plot(PercentAxis(left=46, right=1010, top=64, foot=322), len(chart.points))
    parts = [
        *plot.axis.lines(),
        *_changes(chart, plot, disc=36, with_words=True),
        *_levels(chart, plot),
        *_wide_names(chart, plot),
        *_line(chart, plot),
        *_hollow_words(chart, plot),
        *_months(chart, plot, apart=34, foot=322),
        *_figures(chart, plot),
    ]
    return svg.drawing(
        parts,
        size=(1152, 400),
        look="drawing only-wide",
        name=f"{chart.name}-wide",
        title=chart.title,
        desc=chart.desc,
    )


def _narrow(chart: RunChart) -> SafeString:
    """The latest months only: a phone has no room for more."""
    cut = max(0, len(chart.points) - NARROW_POINTS)
    seen = replace(
        chart,
        points=chart.points[cut:],
        median_of=max(0, chart.median_of - cut),
        changes=tuple(
            replace(each, before=each.before - cut) for each in chart.changes if each.before > cut
        ),
    )
    plot = _plot(PercentAxis(left=34, right=392, top=52, foot=262), len(seen.points))
    parts = [
        *plot.axis.lines(),
        *_changes(seen, plot, disc=24, with_words=False),
        *_levels(seen, plot),
        *_narrow_names(seen, plot),
        *_line(seen, plot),
        *_months(seen, plot, apart=52, foot=262),
    ]
    if any(not each.is_complete and each.n for each in seen.points):
        parts.append(svg.text(392, 320, " ".join(chart.hollow_words), "t-12 t-q halo end"))
    return svg.drawing(
        parts,
        size=(400, 330),
        look="drawing only-narrow",
        name=f"{chart.name}-narrow",
        title=chart.title,
        desc=chart.desc,
    )


def _changes(chart: RunChart, plot: _Plot, *, disc: float, with_words: bool) -> Iterator[str]:
    for each in chart.changes:
        x = plot.x(each.before - 0.5)
        yield svg.upright("d-note", x, disc + 10, plot.axis.foot)
        yield svg.circle("d-no", x, disc, 11)
        yield svg.text(x, disc + 4.5, str(each.number), "t-inv t-b mid")
        for n, line in enumerate(each.words[:2] if with_words else ()):
            yield svg.text(x + 17, disc - 3 + 14 * n, line, "t-12")


def _levels(chart: RunChart, plot: _Plot) -> Iterator[str]:
    left, right = plot.axis.left + 4, plot.axis.right
    if chart.median is not None:
        y = plot.y(chart.median)
        known = plot.x(chart.median_of - 1) + 6 if chart.median_of else left
        known = min(max(known, left), right)
        if chart.median_of:
            yield svg.across("d-median", left, known, y)
        if known + 4 < right:
            yield svg.across("d-median-ext", known + 4, right, y)
    if chart.aim is not None:
        yield svg.across("d-aim", left, right, plot.y(chart.aim))


def _wide_names(chart: RunChart, plot: _Plot) -> Iterator[str]:
    """The names at the right end of their lines, pushed apart where they would touch."""
    aim_y = plot.y(chart.aim) if chart.aim is not None else None
    if aim_y is not None:
        yield svg.text(1022, aim_y + 5, chart.aim_words, "t-14 t-b t-pine")
    if chart.median is not None:
        y = plot.y(chart.median)
        if aim_y is not None and -30 < y - aim_y < 40:
            y = aim_y + 40 if y >= aim_y else aim_y - 30
        yield svg.text(1022, y - 2, "Baseline", "t-14")
        yield svg.text(1022, y + 15, chart.median_words, "t-14")


def _narrow_names(chart: RunChart, plot: _Plot) -> Iterator[str]:
    if chart.aim is not None:
        yield svg.text(38, plot.y(chart.aim) - 8, chart.aim_words, "t-b t-pine halo")
    if chart.median is not None:
        words = f"Baseline {chart.median_words}"
        yield svg.text(392, plot.y(chart.median) + 18, words, "halo end")


def _line(chart: RunChart, plot: _Plot) -> Iterator[str]:
    told = [
        (plot.x(n), plot.y(share), each.is_complete)
        for n, each in enumerate(chart.points)
        if (share := each.share) is not None
    ]
    for (x1, y1, _), (x2, y2, complete) in pairwise(told):
        points = " ".join(f"{svg.number(x)},{svg.number(y)}" for x, y in ((x1, y1), (x2, y2)))
        look = "d-line" if complete else "d-line-open"
        yield svg.element("polyline", class_=look, points=points)
    for x, y, complete in told:
        yield svg.circle("d-pt" if complete else "d-pt-open", x, y, 4.8)


def _hollow_words(chart: RunChart, plot: _Plot) -> Iterator[str]:
    hollow = [n for n, each in enumerate(chart.points) if each.n and not each.is_complete]
    if not hollow:
        return
    last = hollow[-1]
    y = plot.y(chart.points[last].share or 0) + 18
    is_far_right = plot.x(last) + 14 + svg.width_of(chart.hollow_words[1]) > 1010
    x = 1008 if is_far_right else plot.x(last) + 14
    for n, line in enumerate(chart.hollow_words):
        yield svg.text(x, y + 16 * n, line, "t-q halo end" if is_far_right else "t-q halo")


def _months(chart: RunChart, plot: _Plot, *, apart: float, foot: float) -> Iterator[str]:
    yield svg.across("d-axis", plot.axis.left, plot.axis.right, foot)
    every = max(1, -int(-apart // plot.step))
    shown = range(0, len(chart.points), every)
    year = 0
    for n in shown:
        month = chart.points[n].month
        is_new = month.year != year
        look = "t-12 t-q mid t-b" if is_new else "t-12 t-q mid"
        yield svg.text(plot.x(n), foot + 20, f"{month:%b}", look)
        yield svg.text(plot.x(n), foot + 36, str(month.year) if is_new else "", look)
        year = month.year


def _figures(chart: RunChart, plot: _Plot) -> Iterator[str]:
    every = max(1, -int(-34 // plot.step))
    for n, each in enumerate(chart.points):
        if n % every == 0:
            told = f"{each.x}/{each.n}" if each.n else "–"
            yield svg.text(plot.x(n), 382, told, "t-12 mid")
    yield svg.text(1022, 342, chart.months_are, "t-12 t-q")
    yield svg.text(1022, 382, chart.figures_are, "t-12 t-q")
