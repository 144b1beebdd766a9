"""How long it takes: the share with the event by each week (Kaplan-Meier), with its band.

In: a SurvivalCurve of Steps in days, shares between 0 and 1, and the days on which children
are still waiting or left. Out: one drawing for half a page's width.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from drawing import svg
from drawing.percent_axis import PercentAxis
from drawing.words import length_of

WIDTH, HEIGHT = 560, 330
AXIS = PercentAxis(left=44, right=548, top=18, foot=272)
WEEK_STEPS = (1, 2, 4, 6, 13, 26, 52, 104)
MOST_TICKS = 9


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on: the share reached, and its 95 % band where there is one."""

    day: int
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    title: str
    desc: str
    steps: tuple[Step, ...]
    censored: tuple[int, ...]
    last_day: int
    median_day: int | None = None
    limit_day: int | None = None
    limit_words: str = ""
    aim: float | None = None
    aim_words: str = ""
    name: str = "survival"
    weeks_since: str = "weeks since accommodated"


@dataclass(frozen=True, slots=True)
class _Scale:
    last: int

    def x(self, day: int) -> float:
        share = min(1.0, max(0.0, day / self.last))
        return AXIS.left + (AXIS.right - AXIS.left) * share


def survival_curve(curve: SurvivalCurve) -> SafeString:
    scale = _Scale(max(curve.last_day, (curve.limit_day or 0) + 14, 28))
    parts = [
        *AXIS.lines(),
        *_band(curve, scale),
        *_levels(curve, scale),
        _line(curve, scale),
        *_censored(curve, scale),
        *_names(curve, scale),
        *_weeks(curve, scale),
    ]
    return svg.drawing(
        parts,
        size=(WIDTH, HEIGHT),
        look="drawing drawing--half",
        name=curve.name,
        title=curve.title,
        desc=curve.desc,
    )


def _band(curve: SurvivalCurve, scale: _Scale) -> Iterator[str]:
    ends = [*(step.day for step in curve.steps[1:]), curve.last_day]
    for step, until in zip(curve.steps, ends, strict=False):
        if step.low is not None and step.high is not None:
            x, y = scale.x(step.day), AXIS.y(step.high)
            # A hair wider, so that no white line shows between two of them.
            width = scale.x(until) - x + 0.3
            yield svg.rect("d-band", x, y, width, AXIS.y(step.low) - y)


def _levels(curve: SurvivalCurve, scale: _Scale) -> Iterator[str]:
    if curve.limit_day is not None:
        yield svg.upright("d-note", scale.x(curve.limit_day), 12, AXIS.foot)
    if curve.aim is not None:
        yield svg.across("d-aim", AXIS.left, AXIS.right, AXIS.y(curve.aim))


def _line(curve: SurvivalCurve, scale: _Scale) -> str:
    d = f"M{svg.number(AXIS.left)} {svg.number(AXIS.foot)}"
    for step in curve.steps:
        d += f"H{svg.number(scale.x(step.day))}V{svg.number(AXIS.y(step.share))}"
    return svg.path("d-line", f"{d}H{svg.number(scale.x(curve.last_day))}")


def _censored(curve: SurvivalCurve, scale: _Scale) -> Iterator[str]:
    for day in sorted(set(curve.censored)):
        reached = [step.share for step in curve.steps if step.day <= day]
        y = AXIS.y(reached[-1] if reached else 0)
        yield svg.upright("d-cens", scale.x(day), y - 5, y + 5)


def _names(curve: SurvivalCurve, scale: _Scale) -> Iterator[str]:
    if curve.median_day is not None:
        x, y = scale.x(curve.median_day), AXIS.y(0.5)
        half = f"M{svg.number(AXIS.left)} {svg.number(y)}H{svg.number(x)}V{svg.number(AXIS.foot)}"
        yield svg.path("d-median", half)
        yield svg.text(52, y - 7, f"Half by {length_of(curve.median_day)}", "halo t-b")
    if curve.aim is not None:
        near_half = curve.median_day is not None and abs(curve.aim - 0.5) < 0.08
        y = AXIS.y(curve.aim) + (17 if near_half and curve.aim <= 0.5 else -7)
        yield svg.text(52, max(y, 14), curve.aim_words, "halo t-b t-pine")
    if curve.limit_day is not None:
        x = scale.x(curve.limit_day)
        is_far_right = x + 8 + svg.width_of(curve.limit_words) > WIDTH
        look, at = ("halo end", x - 7) if is_far_right else ("halo", x + 7)
        yield svg.text(at, 260, curve.limit_words, look)


def _weeks(curve: SurvivalCurve, scale: _Scale) -> Iterator[str]:
    yield svg.across("d-axis", AXIS.left, AXIS.right, AXIS.foot)
    weeks = scale.last // 7
    step = next((n for n in WEEK_STEPS if weeks / n <= MOST_TICKS), WEEK_STEPS[-1])
    for week in range(0, weeks + 1, step):
        yield svg.text(scale.x(week * 7), 291, str(week), "t-12 t-q mid")
    yield svg.text(AXIS.right, 312, curve.weeks_since, "t-12 t-q end")
