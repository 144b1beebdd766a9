"""A journey in words: each stage against its limit and its plan, and the whole in sentences."""

from dataclasses import dataclass

from drawing.journey import Journey, Stage
from drawing.words import counted, length_of, sentence_day, table_day


@dataclass(frozen=True, slots=True)
class Said:
    """Words with the icon and the class of their colour; both empty where nothing is urgent."""

    words: str
    icon: str = ""
    look: str = ""


def against_limit(journey: Journey, stage: Stage) -> Said:
    if stage is journey.stages[0]:
        return Said("Start of the plan")
    if stage.due_on is None:
        return Said(f"Held {table_day(stage.held_on)}" if stage.held_on else _not_yet(journey))
    if stage.held_on is not None:
        return _held((stage.held_on - stage.due_on).days)
    return _open(journey, (journey.until - stage.due_on).days)


def _held(late: int) -> Said:
    if late > 0:
        return Said(f"{length_of(late)} late", "late", "rowan")
    spare = f"{length_of(-late)} to spare" if late else "on its last day"
    return Said(f"Met, {spare}" if late else f"Met {spare}", "met", "pine")


def _open(journey: Journey, over: int) -> Said:
    if journey.ended_on and journey.ended_on <= journey.today:
        if over > 0:
            return Said(f"Left {length_of(over)} over", "missed", "rowan")
        return Said("Left before due", "left", "")
    if over > 0:
        return Said(f"{length_of(over)} overdue", "overdue", "rowan")
    return Said("Due today" if over == 0 else f"{length_of(-over)} left", "waiting", "")


def _not_yet(journey: Journey) -> str:
    return "Not reached" if journey.ended_on else "Not yet"


def against_plan(journey: Journey, stage: Stage) -> str:
    if stage.planned_on is None or stage is journey.stages[0]:
        return ""
    if stage.held_on is None:
        past = (journey.until - stage.planned_on).days
        return (
            f"{length_of(past)} past plan" if past > 0 else f"planned {table_day(stage.planned_on)}"
        )
    after = (stage.held_on - stage.planned_on).days
    if after == 0:
        return "on the planned day"
    return f"{length_of(abs(after))} {'after' if after > 0 else 'before'} plan"


def description(journey: Journey) -> str:
    """The drawing for those who do not see it: how many stages, and what each came to."""
    told = [
        f"{stage.name}: {_lower(against_limit(journey, stage).words)}"
        for stage in journey.stages[1:]
    ]
    return (
        f"{counted(len(journey.stages), 'stage')} on a time axis from "
        f"{sentence_day(journey.began_on)}; today is {sentence_day(journey.today)}. "
        f"{'. '.join(told)}{'. ' if told else ''}The table below gives the same figures."
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
