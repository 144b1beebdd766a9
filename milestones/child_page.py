"""The child's page: the answers, what is late and what is next, the journey, the clocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from accounts.policy import FIELD_GROUPS
from cases.ages import spoken_age
from cases.models import Involvement
from milestones.answers import Answer, answers_of
from milestones.clock_lines import OVERDUE, ClockLine, clock_lines
from milestones.journey_drawing import BarredLine, DrawnJourney, bar, drawn
from milestones.journeys import JourneyRules, journey_of
from milestones.models import Milestone
from milestones.records import ChildRecord, standing
from milestones.shares import Share, shares_of
from milestones.siblings import Sibling, siblings_in


@dataclass(frozen=True, slots=True)
class ChildPage:
    age: str
    answers: Sequence[Answer]
    late: ClockLine | None
    next_line: ClockLine | None
    next_meeting: Milestone | None
    journey: DrawnJourney | None
    open_lines: Sequence[BarredLine]
    late_in_all: int
    done_lines: Sequence[ClockLine]
    planned: Sequence[Milestone]
    people: Sequence[Involvement]
    siblings: Sequence[Sibling]
    is_in_care: bool
    shares: Sequence[Share]
    reads: Mapping[str, bool]

    @property
    def is_unallocated(self) -> bool:
        """Whether somebody should be the social worker, and nobody is."""
        workers = [each for each in self.people if each.capacity == "social_worker"]
        return not workers and (self.is_in_care or not self.people)


def child_page(
    record: ChildRecord, family: Sequence[ChildRecord], *, actor: Actor, on: date
) -> ChildPage:
    child, planned = record.child, record.planned()
    counted = [clock for clock in record.clocks if clock.is_followed(on=on)]
    lines = clock_lines(counted, actor=actor, on=on, planned=planned)
    open_lines = sorted((line for line in lines if line.is_open), key=_by_urgency)
    ahead = [line for line in open_lines if line.state != OVERDUE and line.clock.due_on]
    coming = [each for each in planned if each.planned_on and each.planned_on >= on]
    overdue = [line for line in open_lines if line.state == OVERDUE and not line.is_history]
    rules = JourneyRules.of(child.authority)
    journey = journey_of(record, rules=rules, on=on)
    return ChildPage(
        age=spoken_age(child.born_on, on),
        answers=answers_of(record, on=on),
        late=overdue[0] if overdue else None,
        late_in_all=len(overdue),
        next_line=ahead[0] if ahead else None,
        next_meeting=coming[0] if coming else None,
        journey=drawn(journey) if journey else None,
        open_lines=[BarredLine(line, bar(line)) for line in open_lines],
        done_lines=sorted(
            (line for line in lines if not line.is_open),
            key=lambda line: line.clock.stopped_on or line.clock.ended_on or date.min,
            reverse=True,
        ),
        planned=planned,
        people=[
            each
            for each in standing(record.involvements)
            if each.began_on <= on and (each.ended_on is None or each.ended_on > on)
        ],
        siblings=siblings_in(family, rules=rules, beside=journey, on=on),
        is_in_care=any(episode.ended_on is None for episode in standing(record.episodes)),
        shares=shares_of(record.standing),
        reads={group: record.standing.reads(group) for group in FIELD_GROUPS},
    )


def _by_urgency(line: ClockLine) -> tuple[bool, date, int]:
    """What was due before the authority went live is history: it comes last."""
    return (line.is_history, line.clock.due_on or date.max, line.clock.pk)
