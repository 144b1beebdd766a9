"""A brother's or sister's journey on one line, over the axis of the journey beside it."""

from collections.abc import Iterator
from datetime import date

from django.utils.safestring import SafeString

from drawing import svg
from drawing.journey import Journey, Span, spans
from drawing.journey_words import against_limit
from drawing.time_axis import TimeAxis, axis_over
from drawing.words import sentence_day

WIDTH, HEIGHT, Y = 520, 30, 15


def journey_line(journey: Journey, *, who: str, over: list[date] | None = None) -> SafeString:
    """`over`: days of the other journey, so that both share one axis."""
    axis = axis_over([*journey.days(), *(over or [])], left=8, right=WIDTH - 8)
    return svg.plain(
        _parts(journey, axis), size=(WIDTH, HEIGHT), look="mini drawing", label=_told(journey, who)
    )


def _parts(journey: Journey, axis: TimeAxis) -> Iterator[str]:
    now = axis.x(journey.today)
    if journey.shows_today:
        yield svg.rect("d-future", now, 0, WIDTH - now, HEIGHT)
    for span in spans(journey):
        yield from _bar(journey, axis, span)
    for stage in journey.stages:
        if stage.due_on and not stage.held_on:
            yield svg.upright("d-due", axis.x(stage.due_on), 5, 25)
    for stage in journey.stages:
        if stage.held_on:
            yield svg.circle("d-held", axis.x(stage.held_on), Y, 6.5)
    if journey.shows_today:
        yield svg.upright("d-today", now, 0, HEIGHT)


def _bar(journey: Journey, axis: TimeAxis, span: Span) -> Iterator[str]:
    """Only what is still open is hatched here: the line says where the child stands."""
    begin, end = axis.x(span.starts_on), axis.x(span.ends_on)
    due_on = journey.stages[span.row].due_on
    if not span.is_open:
        yield svg.rect("d-bar", begin, 12, end - begin, 6)
    elif span.over_from:
        over = axis.x(span.over_from)
        yield svg.rect("d-bar", begin, 12, over - begin, 6)
        yield svg.hatched("p-over", "d-frame-rowan", over, 10, max(end - over, 2), 10)
    else:
        yield svg.rect("d-bar", begin, 12, end - begin, 6)
        if due_on:
            yield svg.rect("d-run", end, 12, axis.x(due_on) - end, 6)


def _told(journey: Journey, who: str) -> str:
    told = [f"{who}: began {sentence_day(journey.began_on)}"]
    for stage in journey.stages[1:]:
        if stage.held_on:
            told.append(f"{stage.name} {sentence_day(stage.held_on)}")
        elif stage.due_on:
            told.append(f"{stage.name}, {against_limit(journey, stage).words}")
    return "; ".join(told)
