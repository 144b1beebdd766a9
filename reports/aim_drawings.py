"""An aim drawn: the gauge, the children in one bar, the projection, month by month, how long."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from aims.rates import whole_percent
from aims.runchart import RunChart as Analysis
from aims.runchart import analyse
from aims.survival import kaplan_meier
from drawing import gauge as gauges
from drawing import projection as projections
from drawing import runchart as runcharts
from drawing import stacked_bar as bars
from drawing import survival_curve as curves
from drawing.words import sentence_day
from reports.aims import AimCard

ENOUGH_FOR_A_CURVE = 10  # measures.md §4.4: 1 − KM(T) from ten children on
ENOUGH_FOR_A_MEDIAN = 10
BASELINE = 12
SILENCE = 12  # months without a child; what lies before says nothing about the months after
FOUR_DAYS = timedelta(days=4)
IN_THE_RATE = frozenset({"met", "met_late", "overdue", "missed_left"})
OPEN = frozenset({"waiting"})


@dataclass(frozen=True, slots=True)
class Drawn:
    """The drawings of one aim's page."""

    card: AimCard

    @property
    def gauge(self) -> SafeString:
        return gauge(self.card)

    @property
    def stacked_bar(self) -> SafeString:
        return stacked_bar(self.card)

    @property
    def projection(self) -> SafeString:
        return projection(self.card)

    @property
    def month_by_month(self) -> "MonthByMonth | None":
        return month_by_month(self.card)

    @property
    def how_long(self) -> SafeString:
        return how_long(self.card)


def gauge(card: AimCard) -> SafeString:
    x, n = card.lead_rate
    low, high = card.interval if card.interval and not card.is_too_early else (None, None)
    target = card.report.target_percent
    return gauges.gauge(
        gauges.Gauge(
            share=x / n if n else None,
            low=low,
            high=high,
            aim=target / 100 if target else None,
            aim_words=f"aim {target}%" if target else "",
        )
    )


def stacked_bar(card: AimCard) -> SafeString:
    return bars.stacked_bar(bars.Counts(**card.report.counts))


def projection(card: AimCard) -> SafeString:
    told = card.report.projection
    if not told.worst[1] or card.aim.target_date is None:
        return SafeString("")
    return projections.projection(
        projections.Projection(
            worst=_end(told.worst),
            best=_end(told.best),
            due=told.of,
            target_date=sentence_day(card.aim.target_date),
            aim_percent=card.report.target_percent,
            needed=told.needed,
        )
    )


def _end(rate: tuple[int, int]) -> projections.End:
    return projections.End(rate[0], rate[1], whole_percent(*rate) or 0)


@dataclass(frozen=True, slots=True)
class MonthByMonth:
    """The run chart with the verdict of its rules, and the figures behind it."""

    drawing: SafeString
    points: tuple[runcharts.Point, ...]
    analysis: Analysis
    has_median: bool
    leaves_out_earlier: bool

    @property
    def words(self) -> str:
        if not self.leaves_out_earlier:
            return self.verdict
        return f"{self.verdict} Earlier months are left out: for a year no clock started."

    @property
    def verdict(self) -> str:
        told = self.analysis
        if not self.has_median:
            return "Too few complete months for a median: the points are drawn without one."
        if told.signal is None:
            return "The run rules say nothing here: the median lies at the end of the scale."
        if told.n_useful < ENOUGH_FOR_A_MEDIAN:
            return "The run rules say nothing here: too few months lie off the median."
        verdict = "A signal of change" if told.signal else "No signal of change"
        return (
            f"{verdict}: longest run {told.longest_run} (a signal needs more than "
            f"{told.longest_run_max}), {told.crossings} crossings (fewer than "
            f"{told.crossings_min} would be one). Anhøj rules, {told.n_useful} useful points."
        )


def month_by_month(card: AimCard) -> MonthByMonth | None:
    """Children by the month their clock started; None for coverage aims and without children."""
    every = _points(card)
    points = _since_silence(every)
    if card.aim.kind == "coverage" or len(points) < 2:
        return None
    shares = [point.share if point.is_complete else None for point in points]
    analysis = analyse(shares, bounds=(0, 1))
    enough = sum(share is not None for share in shares) >= ENOUGH_FOR_A_MEDIAN
    target = card.report.target_percent
    chart = runcharts.RunChart(
        title="In time, by the month the clock started",
        desc="The same figures are in the table below the chart.",
        points=points,
        median=analysis.centre if enough else None,
        median_of=min(BASELINE, len(points)),
        aim=target / 100 if target else None,
        aim_words=f"Aim {target}%" if target else "",
        months_are="clock started",
    )
    left_out = len(points) < len(every)
    return MonthByMonth(runcharts.runchart(chart), points, analysis, enough, left_out)


def _since_silence(points: tuple[runcharts.Point, ...]) -> tuple[runcharts.Point, ...]:
    """The months since the last long time in which no clock started."""
    begins, quiet = 0, 0
    for at, point in enumerate(points):
        is_quiet = point.is_complete and not point.n
        if not is_quiet and quiet >= SILENCE:
            begins = at
        quiet = quiet + 1 if is_quiet else 0
    return points[begins:]


def _points(card: AimCard) -> tuple[runcharts.Point, ...]:
    """One point a month; solid when every child of it is due or decided (measures.md R11)."""
    months: defaultdict[date, list[str]] = defaultdict(list)
    for row in card.report.children:
        if row.started_on is not None and row.status in IN_THE_RATE | OPEN:
            months[row.started_on.replace(day=1)].append(row.status)
    if not months:
        return ()
    points = []
    month, last = min(months), max(months)
    while month <= last:
        statuses = months.get(month, [])
        counted = [status for status in statuses if status in IN_THE_RATE]
        complete = not any(status in OPEN for status in statuses)
        met = sum(status == "met" for status in counted)
        points.append(runcharts.Point(month, met, len(counted), complete))
        month = (month.replace(day=28) + FOUR_DAYS).replace(day=1)
    return tuple(points)


def how_long(card: AimCard) -> SafeString:
    """The survival curve; empty under ten children."""
    waits = card.report.waits
    if len(waits) < ENOUGH_FOR_A_CURVE:
        return SafeString("")
    curve = kaplan_meier([days for days, _ in waits], [stopped for _, stopped in waits])
    steps = tuple(
        curves.Step(
            day, 1 - share, None if high is None else 1 - high, None if low is None else 1 - low
        )
        for day, share, low, high in zip(
            curve.times, curve.survival, curve.lower, curve.upper, strict=True
        )
    )
    target = card.report.target_percent
    limit = card.limit_days
    return curves.survival_curve(
        curves.SurvivalCurve(
            title="How long it takes",
            desc=card.median_words,
            steps=steps,
            censored=tuple(days for days, stopped in waits if not stopped),
            last_day=max(curve.times),
            median_day=curve.median,
            limit_day=limit,
            limit_words=f"{card.limit_words}: limit" if limit else "",
            aim=target / 100 if target else None,
            aim_words=f"Aim {target}% by {card.limit_words}" if target and limit else "",
            weeks_since="weeks since the clock started",
        )
    )
