"""A stage against its limit and against its plan, in words."""

from dataclasses import dataclass
from datetime import date

from drawing.words import length_of, sentence_day
from milestones.journeys import Journey, Stage


@dataclass(frozen=True, slots=True)
class StageRow:
    stage: Stage
    against_limit: str
    against_plan: str


def stage_rows(journey: Journey, *, on: date) -> list[StageRow]:
    """The journey as its table tells it: the first stage starts the clock and the plan."""
    first, *others = journey.stages
    over = journey.ended_on is not None
    return [
        StageRow(first, "clock starts", "start of the plan"),
        *(StageRow(s, against_limit(s, on=on, over=over), against_plan(s, on=on)) for s in others),
    ]


def against_limit(stage: Stage, *, on: date, over: bool = False) -> str:
    late = stage.days_late(on)
    if stage.held_on is not None:
        if late is None:
            return "No limit set"
        if late > 0:
            return f"{length_of(late)} late"
        return f"Met, {length_of(-late)} to spare" if late else "Met on the last day"
    if over:
        return "Left before it"
    if late is None:
        return "Not yet"
    if late > 0:
        return f"{length_of(late)} overdue"
    return f"{length_of(-late)} left" if late else "Due today"


def against_plan(stage: Stage, *, on: date) -> str:
    if stage.planned_on is None:
        return ""
    if stage.held_on is None and stage.planned_on >= on:
        return f"planned {sentence_day(stage.planned_on)}"
    days = ((stage.held_on or on) - stage.planned_on).days
    if days == 0:
        return "as planned"
    if stage.held_on is None:
        return f"{length_of(days)} past plan"
    return f"{length_of(abs(days))} {'after' if days > 0 else 'before'} plan"
