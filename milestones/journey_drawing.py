"""The journey and the clocks handed to the drawings: dates in, pictures out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from cases.models import Child
from milestones.clock_lines import ClockLine
from milestones.journey_words import StageRow, stage_rows
from milestones.journeys import Journey


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


def drawn(journey: Journey, *, child: Child, on: date) -> DrawnJourney:
    return DrawnJourney(
        svg=SafeString(""),
        summary=journey.summary(on),
        limits_so_far=journey.limits_so_far(on),
        rows=stage_rows(journey, on=on),
    )


def bar(line: ClockLine) -> SafeString:
    return SafeString("")
