"""The stages of the journey, and which rules and milestones belong to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from milestones.models import Milestone, MilestoneKind

RECOMMENDED = "permanence_recommended"
CAME_INTO_CARE = frozenset({"looked_after", "accommodated", "situation_began", "placement_began"})


@dataclass(frozen=True, slots=True)
class StageKind:
    """A row of the journey: what reaches it, by the stage of the kind and the outcome."""

    code: str
    name: str
    reached_by: frozenset[str]
    outcomes: frozenset[str] = frozenset()
    follows: str = "coming into care"
    group: str = "reviews"


STAGES: tuple[StageKind, ...] = (
    StageKind("meeting", "72-hour meeting", frozenset({"meeting"})),
    StageKind("first_review", "First review", frozenset({"first_review", "review"})),
    StageKind(
        "recommendation",
        "Recommendation",
        frozenset({"meeting", "first_review", "review", "home_review"}),
        frozenset({RECOMMENDED}),
    ),
    StageKind("panel", "Panel", frozenset({"panel"}), frozenset({"recommended"}), group="panel"),
    StageKind(
        "decision",
        "ADM decision",
        frozenset({"decision"}),
        frozenset({"approved"}),
        group="decision",
    ),
    StageKind("lodged", "Order lodged", frozenset({"lodged"}), group="orders"),
    StageKind(
        "granted", "Order granted", frozenset({"granted"}), frozenset({"granted"}), group="orders"
    ),
)
ENDED_AT_HOME = frozenset({"meeting", "first_review", "recommendation"})


def reaches(stage: StageKind, milestone: Milestone) -> bool:
    """Whether this milestone, held, is what the stage waits for."""
    return milestone.kind.stage in stage.reached_by and (
        not stage.outcomes or milestone.outcome_id in stage.outcomes
    )


def aims_at(stage: StageKind, milestone: Milestone) -> bool:
    """Whether this milestone, planned, may reach the stage when it is held."""
    if stage.code == "recommendation":
        return False
    return milestone.kind.stage in stage.reached_by


def stage_stopping(
    definition: Mapping[str, Any], kinds: Mapping[str, MilestoneKind]
) -> StageKind | None:
    """The stage at which a rule that counts from coming into care or a stage stops."""
    limit = definition.get("limit") or {}
    if definition.get("kind") == "coverage" or (limit.get("amount") or 0) <= 0:
        return None
    stops = definition.get("stop", [])
    for stage in reversed(STAGES):
        if any(_stops_at(stage, stop, kinds) for stop in stops):
            return stage if _begins_before(stage, definition, kinds) else None
    return None


def start_of(
    definition: Mapping[str, Any], kinds: Mapping[str, MilestoneKind]
) -> StageKind | str | None:
    """Where a rule starts on the journey: a stage, or the fact of coming into care."""
    start = definition.get("start", {})
    if start.get("fact"):
        return str(start["fact"]) if start["fact"] in CAME_INTO_CARE else None
    return next((stage for stage in reversed(STAGES) if _stops_at(stage, start, kinds)), None)


def _stops_at(
    stage: StageKind, selector: Mapping[str, Any], kinds: Mapping[str, MilestoneKind]
) -> bool:
    named = {kinds[code].stage for code in selector.get("milestones", []) if code in kinds}
    outcomes = set(selector.get("outcomes", []))
    if not named:
        # Any kind with one of these outcomes.
        return bool(outcomes) and outcomes <= stage.outcomes
    if not named <= stage.reached_by:
        return False
    if stage.code == "first_review":
        return not outcomes
    if stage.code == "recommendation":
        return outcomes == {RECOMMENDED}
    return not stage.outcomes or not outcomes or bool(outcomes & stage.outcomes)


def _begins_before(
    stage: StageKind, definition: Mapping[str, Any], kinds: Mapping[str, MilestoneKind]
) -> bool:
    start = start_of(definition, kinds)
    if isinstance(start, StageKind):
        return STAGES.index(start) < STAGES.index(stage)
    return start is not None and definition.get("start", {}).get("fact") != "situation_began"
