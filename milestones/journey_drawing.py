"""The journey and the clocks handed to the drawings: dates in, pictures out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from drawing.clock_bar import clock_bar
from drawing.journey import Journey
from drawing.journey_narrow import journey_narrow
from drawing.journey_wide import journey_wide
from milestones.clock_lines import ClockLine
from milestones.journey_words import StageRow, limits_so_far, stage_rows, summary


@dataclass(frozen=True, slots=True)
class DrawnJourney:
    svg: SafeString
    summary: str
    limits_so_far: str
    rows: Sequence[StageRow]


@dataclass(frozen=True, slots=True)
class BarredLine:
    line: ClockLine
    bar: SafeString


def drawn(journey: Journey) -> DrawnJourney:
    """Both widths stand in the page; the style sheet shows one."""
    return DrawnJourney(
        svg=format_html("{}{}", journey_wide(journey), journey_narrow(journey)),
        summary=summary(journey),
        limits_so_far=limits_so_far(journey),
        rows=stage_rows(journey),
    )


def bar(line: ClockLine) -> SafeString:
    """Time used against the limit; nothing for a duty without one."""
    return clock_bar(used_days=line.days_used, limit_days=line.limit_days)
