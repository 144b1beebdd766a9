"""The journey as drawn on a phone: 400 units wide, the words above each row."""

from collections.abc import Iterator

from django.utils.safestring import SafeString

from drawing import svg
from drawing.journey import Journey, Span, Stage, planned_from, spans
from drawing.journey_words import against_limit, description
from drawing.time_axis import TimeAxis, axis_over
from drawing.words import table_day

WIDTH, LEFT, RIGHT = 400, 8, 392
TOP, ROW = 52, 66
PLAN, HELD, BAR = 26, 41, 34.5


def journey_narrow(journey: Journey) -> SafeString:
    axis = axis_over(journey.days(), left=LEFT, right=RIGHT)
    bottom = TOP + ROW * len(journey.stages) + 2
    parts = [
        *_frame(journey, axis, bottom),
        *(svg.rect("d-paper", 0, _top(row), WIDTH, 22) for row in range(len(journey.stages))),
        *_links(journey, axis),
        *(part for span in spans(journey) for part in _bar(axis, span)),
        *_rows(journey, axis),
        *(part for row, stage in enumerate(journey.stages) for part in _words(journey, row, stage)),
        *_today_box(journey, axis),
    ]
    return svg.drawing(
        parts,
        size=(WIDTH, bottom + 26),
        look="drawing only-narrow",
        name=f"{journey.name}-narrow",
        title=journey.title,
        desc=description(journey),
    )


def _top(row: int) -> int:
    return TOP + ROW * row


def _frame(journey: Journey, axis: TimeAxis, bottom: float) -> Iterator[str]:
    now = axis.x(journey.today) if journey.shows_today else None
    if now is not None:
        yield svg.rect("d-future", now, 50, WIDTH - now, bottom - 50)
    for tick in axis.months(apart=58, avoid=now):
        yield svg.upright("d-grid", tick.x, 50, bottom)
        yield svg.text(tick.x + 3, 43, tick.label, "t-12 t-q t-b" if tick.is_bold else "t-12 t-q")
    yield svg.across("d-axis", 0, WIDTH, 50)
    for tick in axis.weeks(journey.began_on, apart=48):
        yield svg.upright("d-axis", tick.x, bottom - 3, bottom + 2)
        at_edge = tick.x < 30
        x = 0 if at_edge else tick.x
        yield svg.text(x, bottom + 17, tick.label, "t-12 t-q" if at_edge else "t-12 t-q mid")
    if now is not None:
        yield svg.upright("d-today", now, 26, bottom)


def _links(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    for span in spans(journey):
        x = axis.x(span.starts_on)
        yield svg.upright("d-link", x, _top(span.after_row) + HELD, _top(span.row) + HELD)


def _bar(axis: TimeAxis, span: Span) -> Iterator[str]:
    x1, x2, y = axis.x(span.starts_on), axis.x(span.ends_on), _top(span.row) + BAR
    over = axis.x(span.over_from) if span.over_from else x2
    yield svg.rect("d-bar", x1, y, over - x1, 13)
    if span.over_from:
        yield svg.hatched("p-over", "d-frame-rowan", over, y, max(x2 - over, 2), 13)


def _rows(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    for row, stage in enumerate(journey.stages):
        top = _top(row)
        yield svg.across("d-row", 0, WIDTH, top + ROW - 1)
        if stage.due_on and row:
            yield svg.pin(axis.x(stage.due_on), top + 29.5, top + 52.5)
        if stage.planned_on and row:
            x, start = axis.x(stage.planned_on), axis.x(planned_from(journey, row))
            if start < x:
                yield svg.across("d-planline", start, x, top + PLAN)
            yield svg.diamond(x, top + PLAN)
        if stage.held_on:
            yield svg.circle("d-held", axis.x(stage.held_on), top + HELD, 7.5)


def _words(journey: Journey, row: int, stage: Stage) -> Iterator[str]:
    y = _top(row) + 16
    said = against_limit(journey, stage)
    yield svg.text(0, y, stage.name, "halo t-14 t-b")
    if row == 0:
        yield svg.text(WIDTH, y, table_day(journey.began_on), "halo t-q end")
    elif said.look:
        yield svg.text(WIDTH, y, said.words, f"halo t-b end t-{said.look}")
    else:
        planned = stage.planned_on if not (stage.due_on or stage.held_on) else None
        words = f"planned {table_day(planned)}" if planned else said.words
        yield svg.text(WIDTH, y, words, "halo t-q end")


def _today_box(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    if journey.shows_today:
        box = min(max(axis.x(journey.today) - 50, 0), WIDTH - 100)
        yield svg.rect("d-todaybox", box, 4, 100, 22, rx=3)
        told = f"Today {journey.today.day} {journey.today:%b}"
        yield svg.text(box + 50, 20, told, "t-inv t-b mid")
