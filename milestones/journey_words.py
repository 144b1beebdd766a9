"""What a journey shows, in a sentence, in a count and as rows of its table."""

from dataclasses import dataclass

from drawing.journey import Journey, Stage
from drawing.journey_words import against_limit, against_plan
from drawing.words import length_of


@dataclass(frozen=True, slots=True)
class StageRow:
    stage: Stage
    against_limit: str
    against_plan: str


def stage_rows(journey: Journey) -> list[StageRow]:
    """The first stage starts the clock and the plan; the others are held against both."""
    first, *others = journey.stages
    return [
        StageRow(first, "clock starts", "starts the plan"),
        *(
            StageRow(stage, against_limit(journey, stage).words, against_plan(journey, stage))
            for stage in others
        ),
    ]


def days_late(journey: Journey, stage: Stage) -> int:
    """Days past the limit when it was held, or so far; nought or less within it."""
    return ((stage.held_on or journey.until) - stage.due_on).days if stage.due_on else 0


def summary(journey: Journey) -> str:
    """The sentence under the drawing: where the time went."""
    late = [stage for stage in journey.stages if days_late(journey, stage) > 0]
    told = [
        f"{stage.name} came {length_of(days_late(journey, stage))} late"
        for stage in late
        if stage.held_on
    ]
    if journey.ended_on is None:
        told += [
            f"{stage.name} is {length_of(days_late(journey, stage))} overdue"
            for stage in late
            if not stage.held_on
        ]
    if told:
        return ". ".join(told) + "."
    if any(stage.due_on and stage.held_on for stage in journey.stages):
        return "Every limit so far was kept."
    return "No limit has fallen due yet."


def limits_so_far(journey: Journey) -> str:
    """“6 limits so far: 4 met, 1 late, 1 overdue”; empty before the first."""
    timed = [stage for stage in journey.stages if stage.due_on]
    held = [stage for stage in timed if stage.held_on]
    late = sum(1 for stage in held if days_late(journey, stage) > 0)
    over = sum(1 for s in timed if not s.held_on and days_late(journey, s) > 0)
    if journey.ended_on is not None:
        over = 0
    told = ((len(held) - late, "met"), (late, "late"), (over, "overdue"))
    count = len(held) + over
    if not count:
        return ""
    words = ", ".join(f"{n} {word}" for n, word in told if n)
    return f"{count} {'limit' if count == 1 else 'limits'} so far: {words}"
