"""Brothers and sisters beside a child: where they live, how they stand, their journey's line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from cases.ages import spoken_age
from cases.models import Child
from drawing.journey import Journey
from drawing.journey_line import journey_line
from milestones.clock_lines import OVERDUE, is_history, state_of
from milestones.journeys import JourneyRules, journey_of
from milestones.models import Clock
from milestones.records import ChildRecord, standing


@dataclass(frozen=True, slots=True)
class Sibling:
    child: Child
    age: str
    lives: str
    late: Clock | None
    days_over: int
    line: SafeString


def siblings_in(
    family: Sequence[ChildRecord], *, rules: JourneyRules, beside: Journey | None, on: date
) -> list[Sibling]:
    """Eldest first; their lines share the axis of the journey beside them."""
    eldest_first = sorted(family, key=lambda record: record.child.born_on)
    return [_sibling(record, rules, beside, on) for record in eldest_first]


def _sibling(record: ChildRecord, rules: JourneyRules, beside: Journey | None, on: date) -> Sibling:
    child = record.child
    journey = journey_of(record, rules=rules, on=on)
    here = [each for each in standing(record.placements) if each.ended_on is None]
    overdue = [
        clock
        for clock in record.clocks
        if clock.is_followed(on=on) and state_of(clock, on=on) == OVERDUE and not is_history(clock)
    ]
    late = min(overdue, key=lambda clock: clock.due_on or on, default=None)
    return Sibling(
        child=child,
        age=spoken_age(child.born_on, on),
        lives=here[-1].get_setting_display() if here else "",
        late=late,
        days_over=(on - late.due_on).days if late and late.due_on else 0,
        line=_line(journey, child, beside),
    )


def _line(journey: Journey | None, child: Child, beside: Journey | None) -> SafeString:
    if journey is None:
        return SafeString("")
    return journey_line(
        journey, who=child.given_name or child.child_ref, over=beside.days() if beside else None
    )
