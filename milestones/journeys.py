"""A child's journey: each stage with its plan, its limit and what really happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import Authority
from cases.models import Placement
from drawing.journey import Journey, Stage
from milestones.durations import due_on
from milestones.models import Clock, Milestone, MilestoneKind, Timescale
from milestones.records import ChildRecord, standing
from milestones.rulebook import definition_of, readable_timescales
from milestones.stages import (
    ENDED_AT_HOME,
    STAGES,
    StageKind,
    aims_at,
    reaches,
    stage_stopping,
    start_of,
)
from milestones.wording import spoken_limit

BEFORE_CARE = timedelta(weeks=40)


@dataclass(frozen=True, slots=True)
class JourneyRules:
    """What an authority calls its milestones, and which timescales run there."""

    kinds: Mapping[str, MilestoneKind]
    timescales: Sequence[Timescale]

    @classmethod
    def of(cls, authority: Authority) -> "JourneyRules":
        kinds = {kind.code: kind for kind in MilestoneKind.objects.used_by(authority)}
        return cls(kinds, readable_timescales(authority))


@dataclass(frozen=True, slots=True)
class _Plan:
    """The days laid out for the stages when the child came into care."""

    began_on: date
    on: date
    kinds: Mapping[str, MilestoneKind]
    timescales: Sequence[Timescale]
    days: dict[str, date] = field(default_factory=dict)

    def lay_out(self, stage: StageKind) -> date | None:
        found = [
            due_on(start, limit["amount"], limit["unit"])
            for timescale in self.timescales
            if stage_stopping(timescale.definition, self.kinds) is stage
            and (start := self._start(timescale)) is not None
            and (limit := timescale.definition["limit"])
            and "from" not in limit
        ]
        return min(found, default=None)

    def _start(self, timescale: Timescale) -> date | None:
        start = start_of(timescale.definition, self.kinds)
        return self.days.get(start.code) if isinstance(start, StageKind) else self.began_on


def journey_of(record: ChildRecord, *, rules: JourneyRules, on: date) -> Journey | None:
    """The journey since the child last came into care away from home; None if they never did.

    Of the stages that the reader reads: None also where that is none of them.
    """
    spell = accommodated_spell(record)
    ahead = [stage for stage in STAGES if record.standing.reads(stage.group)]
    if spell is None or not ahead:
        return None
    began_on, ended_on = spell
    plan = _Plan(began_on, on, rules.kinds, [t for t in rules.timescales if t.is_chased(on=on)])
    milestones = [each for each in record.standing_milestones if _within(each, began_on, ended_on)]
    stages = [Stage("Came into care", held_on=began_on)]
    for kind in _stages_ahead(record, milestones, ahead):
        stages.append(_stage(kind, plan, milestones, _clock(kind, record.clocks, plan)))
    whose = f"{record.child.given_name}’s journey" if record.child.given_name else "The journey"
    return Journey(
        title=f"{whose}, planned against actual",
        stages=tuple(stages),
        today=on,
        began_on=began_on,
        ended_on=ended_on if ended_on and ended_on <= on else None,
    )


def accommodated_spell(record: ChildRecord) -> tuple[date, date | None] | None:
    """The last unbroken time away from home: placements that touch belong together."""
    away = [p for p in standing(record.placements) if p.setting != Placement.Setting.HOME]
    spell: tuple[date, date | None] | None = None
    for placement in sorted(away, key=lambda each: each.began_on):
        if spell is not None and (spell[1] is None or placement.began_on <= spell[1]):
            spell = (spell[0], placement.ended_on)
        else:
            spell = (placement.began_on, placement.ended_on)
    for episode in standing(record.episodes):
        first = episode.originally_accommodated_on
        if first and spell and episode.began_on <= spell[0] and first < spell[0]:
            spell = (first, spell[1])
    return spell


def _within(milestone: Milestone, began_on: date, ended_on: date | None) -> bool:
    day = milestone.held_on or milestone.planned_on or began_on
    return began_on - BEFORE_CARE <= day and (ended_on is None or day <= ended_on)


def _stages_ahead(
    record: ChildRecord, milestones: Sequence[Milestone], ahead: Sequence[StageKind]
) -> list[StageKind]:
    """A child whose route is home goes no further than the recommendation."""
    routes = sorted(standing(record.routes), key=lambda each: each.from_on)
    goes_home = bool(routes) and routes[-1].route == "home"
    reached = {m.kind.stage for m in milestones if m.held_on}
    return [
        stage
        for stage in ahead
        if not goes_home or stage.code in ENDED_AT_HOME or stage.code in reached
    ]


def _stage(
    kind: StageKind, plan: _Plan, milestones: Sequence[Milestone], clock: Clock | None
) -> Stage:
    held = [m.held_on for m in milestones if m.held_on and reaches(kind, m)]
    agreed = [m.planned_on for m in milestones if m.planned_on and aims_at(kind, m)]
    planned_on = plan.lay_out(kind) or min(agreed, default=None)
    if planned_on is not None:
        plan.days[kind.code] = planned_on
    return Stage(
        name=kind.name,
        limit=_limit(clock.timescale if clock else None, plan),
        planned_on=planned_on,
        due_on=clock.due_on if clock else None,
        held_on=min(held, default=None),
    )


def _clock(kind: StageKind, clocks: Sequence[Clock], plan: _Plan) -> Clock | None:
    """The strictest clock that stops at this stage."""
    found = [
        clock
        for clock in clocks
        if clock.due_on is not None
        and clock.started_on >= plan.began_on
        and not clock.in_query
        and clock.is_followed(on=plan.on)
        and stage_stopping(definition_of(clock.timescale), plan.kinds) is kind
    ]
    return min(found, key=lambda clock: clock.due_on or date.max, default=None)


def _limit(timescale: Timescale | None, plan: _Plan) -> str:
    if timescale is None:
        return "no limit set"
    start = start_of(timescale.definition, plan.kinds)
    since = start.name.lower() if isinstance(start, StageKind) else "coming into care"
    since = "the ADM decision" if since == "adm decision" else since
    return f"{spoken_limit(timescale.definition['limit'])} from {since}"
