"""The journey as drawn on a desk's screen and on paper: 1152 units wide."""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from drawing import svg
from drawing.journey import Journey, Span, Stage, planned_from, spans
from drawing.journey_words import against_limit, against_plan, description
from drawing.time_axis import TimeAxis, axis_over
from drawing.words import short_length_of, table_day

WIDTH, LEFT, RIGHT, WORDS = 1152, 186, 904, 924
TOP, ROW = 52, 46
PLAN, HELD, BAR = 17, 34, 27  # within a row: the upper lane, the lower lane, the bar's top
LETTERS = 25  # of a stage's name and limit, before they would run into the axis


def journey_wide(journey: Journey) -> SafeString:
    axis = axis_over(journey.days(), left=LEFT, right=RIGHT)
    bottom = TOP + ROW * len(journey.stages) + 6
    parts = [
        *_frame(journey, axis, bottom),
        *_links(journey, axis),
        *(part for row, stage in enumerate(journey.stages) for part in _row(journey, row, stage)),
        *(part for span in spans(journey) for part in _bar(axis, span)),
        *_limits(journey, axis),
        *_marks(journey, axis),
        *_today(journey, axis, bottom),
    ]
    return svg.drawing(
        parts,
        size=(WIDTH, bottom + 34),
        look="drawing only-wide",
        name=f"{journey.name}-wide",
        title=journey.title,
        desc=description(journey),
    )


def _top(row: int) -> int:
    return TOP + ROW * row


def _frame(journey: Journey, axis: TimeAxis, bottom: float) -> Iterator[str]:
    now = axis.x(journey.today) if journey.shows_today else None
    if now is not None:
        yield svg.rect("d-future", now, TOP, RIGHT - now, bottom - TOP)
    for tick in axis.months(apart=64, avoid=now):
        yield svg.upright("d-grid", tick.x, TOP, bottom)
        yield svg.text(tick.x + 4, 44, tick.label, "t-12 t-q t-b" if tick.is_bold else "t-12 t-q")
    yield svg.upright("d-grid", RIGHT, TOP, bottom)
    yield svg.text(0, 44, "Stage and its limit", "t-12 t-q t-b")
    yield svg.text(WORDS, 44, "Against limit · against plan", "t-12 t-q t-b")
    yield svg.across("d-axis", 0, WIDTH, TOP)
    for tick in axis.weeks(journey.began_on, apart=46):
        yield svg.upright("d-axis", tick.x, bottom, bottom + 5)
        yield svg.text(tick.x, bottom + 19, tick.label, "t-12 t-q mid")
    yield svg.text(WORDS, bottom + 19, journey.weeks_since, "t-12 t-q")


def _links(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    """The uprights of the stairs, from where the stage before was held."""
    for span in spans(journey):
        x = axis.x(span.starts_on)
        yield svg.upright("d-link", x, _top(span.after_row) + HELD, _top(span.row) + HELD)


def _row(journey: Journey, row: int, stage: Stage) -> Iterator[str]:
    top = _top(row)
    second = table_day(journey.began_on) if row == 0 else stage.limit
    yield svg.across("d-row", 0, WIDTH, top + ROW)
    yield svg.text(0, top + 22, stage.name, "t-14 t-b")
    yield svg.text(0, top + 39, second, "t-12 t-q")
    said, plan = against_limit(journey, stage), against_plan(journey, stage)
    if row == 0:
        yield svg.text(WORDS, top + 30, said.words, "t-12 t-q")
        return
    if said.icon:
        look = {"pine": "is-met", "rowan": "is-overdue"}.get(said.look, "is-waiting")
        yield svg.icon(said.icon, look, WORDS, top + 10)
    bold = f"t-14 t-b t-{said.look}" if said.look else "t-14"
    x = WORDS + (21 if said.icon else 0)
    yield svg.text(x, top + 22, said.words, bold)
    yield svg.text(x, top + 39, plan, "t-12 t-q")


def _bar(axis: TimeAxis, span: Span) -> Iterator[str]:
    x1, x2, y = axis.x(span.starts_on), axis.x(span.ends_on), _top(span.row) + BAR
    over = axis.x(span.over_from) if span.over_from else x2
    yield svg.rect("d-bar", x1, y, over - x1, 14)
    if span.over_from:
        yield svg.hatched("p-over", "d-frame-rowan", over, y, max(x2 - over, 2), 14)
    label = short_length_of(span.days) + (" so far" if span.is_open else "")
    if svg.width_of(label, 12.5) + 20 <= over - x1:
        yield svg.text(x1 + 8, y + 11.5, label, "t-12 t-inv")


def _limits(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    for row, stage in enumerate(journey.stages):
        if stage.due_on and row:
            top = _top(row)
            yield svg.pin(axis.x(stage.due_on), top + 22, top + ROW)


def _marks(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    for row, stage in enumerate(journey.stages):
        top = _top(row)
        if stage.planned_on and row:
            x, start = axis.x(stage.planned_on), axis.x(planned_from(journey, row))
            if start < x:
                yield svg.across("d-planline", start, x, top + PLAN)
            yield svg.diamond(x, top + PLAN)
        if stage.held_on:
            yield svg.circle("d-held", axis.x(stage.held_on), top + HELD, 7.5)


def _today(journey: Journey, axis: TimeAxis, bottom: float) -> Iterator[str]:
    if not journey.shows_today:
        return
    x = axis.x(journey.today)
    box = min(max(x - 52, 0), WIDTH - 104)
    yield svg.upright("d-today", x, 28, bottom)
    yield svg.rect("d-todaybox", box, 6, 104, 22, rx=3)
    yield svg.text(box + 52, 21, f"Today {journey.today.day} {journey.today:%b}", "t-inv t-b mid")
