"""What this journey expects next: the kinds to choose from, and what recording one brings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.actors import Actor
from cases.models import Child
from drawing.words import length_of, sentence_day
from milestones.clock_lines import ClockLine, clock_lines, stopping_kinds, usual_kind
from milestones.foresight import Effect, Following, what_follows
from milestones.gate import is_a_kind, kinds_recorded_by, outcomes_named
from milestones.models import NOT_HELD, Clock, Milestone, MilestoneKind, Timescale
from milestones.readable import readable_clocks, readable_facts, reads_rule
from milestones.rulebook import definition_of
from milestones.stages import RECOMMENDED

EXPECTED = 5
AGREEABLE = 3
OFTEN = ("carer_visit", "lac_review", "legal_advice_referral", "medical_consultation")


@dataclass(frozen=True, slots=True)
class Choice:
    kind: MilestoneKind
    hint: str


@dataclass(frozen=True, slots=True)
class Agreeable:
    """A next meeting whose day can be agreed in this one, with its limit beside it."""

    field: str
    kind: MilestoneKind
    name: str
    limit: str


@dataclass(frozen=True, slots=True)
class Recording:
    kind: MilestoneKind
    recorded: Sequence[MilestoneKind]
    choices: Sequence[Choice]
    plans: Sequence[Milestone]
    agreeable: Sequence[Agreeable]
    following: Sequence[Following]
    stopped: Sequence[Clock]
    shows_another_kind: bool
    shows_every_kind: bool

    @property
    def counts_hours(self) -> bool:
        """Whether the time of day decides if the limit was kept."""
        return any(clock.due_at is not None for clock in self.stopped)


def recording(child: Child, *, actor: Actor, on: date, asked: Mapping[str, Any]) -> Recording:
    """The record page of one kind: the one asked for, else the next step of the journey.

    PermissionDenied for a role that records nothing, or a kind that others record.
    """
    recorded = kinds_recorded_by(actor, child)
    if not recorded:
        raise PermissionDenied
    clocks = _open_clocks(child, on)
    planned = _planned(child)
    expected = _expected(recorded, clocks, planned, actor, on)
    by_code = {kind.code: kind for kind in recorded}
    wanted = str(asked.get("kind", ""))
    if wanted not in by_code and is_a_kind(wanted, actor):
        raise PermissionDenied
    kind = by_code.get(wanted) or expected[0].kind
    every = "every" in asked or kind not in [choice.kind for choice in expected]
    following = _read_of(
        what_follows(
            child,
            authority=actor.authority,
            kind=kind.code,
            outcomes=[code for code in kind.outcomes if code != NOT_HELD],
            held_on=on,
        ),
        child,
    )
    stopped = [clock for clock in clocks if kind.code in stopping_kinds(clock.timescale)]
    return Recording(
        kind=kind,
        recorded=recorded,
        choices=_all(recorded, expected) if every else expected,
        plans=[plan for plan in planned if plan.kind_id == kind.pk],
        agreeable=_agreeable(kind, by_code, clocks, following, planned, actor),
        following=_worth_telling(following),
        stopped=stopped,
        shows_another_kind="show" in asked or asked.get("shown", kind.code) != kind.code,
        shows_every_kind=every,
    )


def _open_clocks(child: Child, on: date) -> list[Clock]:
    """The running clocks that the reader reads, of a child who came through the gate."""
    running = Clock.objects.running(on=on).filter(child=child)
    return _read(running.with_rules().order_by("due_on"), child)


def _read(clocks: Iterable[Clock], child: Child) -> list[Clock]:
    read = readable_clocks(clocks, child.standing)
    for clock in read:
        clock.child = child
    return read


def _planned(child: Child) -> list[Milestone]:
    plans = Milestone.objects.planned().filter(child=child).select_related("kind")
    return readable_facts(plans.order_by("planned_on", "pk"), child.standing)


def _read_of(following: Sequence[Following], child: Child) -> list[Following]:
    """Without the clocks of rules that this reader does not read."""

    def read(effects: Sequence[Effect]) -> tuple[Effect, ...]:
        return tuple(each for each in effects if reads_rule(child.standing, each.timescale))

    return [replace(each, stops=read(each.stops), starts=read(each.starts)) for each in following]


def _expected(
    recorded: Sequence[MilestoneKind],
    clocks: Sequence[Clock],
    planned: Sequence[Milestone],
    actor: Actor,
    on: date,
) -> list[Choice]:
    """What is due or planned, earliest first, then what is often recorded."""
    hints: dict[str, tuple[date, str]] = {}
    for clock in clocks:
        kind = usual_kind(stopping_kinds(clock.timescale), actor)
        if kind is not None:
            day = clock.due_on or date.max
            hints[kind] = min(hints.get(kind, (date.max, "")), (day, _due(clock, on)))
    for plan in planned:
        if plan.planned_on is not None:
            told = (plan.planned_on, f"planned for {sentence_day(plan.planned_on)}")
            hints[plan.kind.code] = min(hints.get(plan.kind.code, (date.max, "")), told)
    by_code = {kind.code: kind for kind in recorded}
    ahead = sorted((code for code in hints if code in by_code), key=lambda code: hints[code][0])
    codes = list(dict.fromkeys([*ahead[:EXPECTED], *(c for c in OFTEN if c in by_code), *by_code]))
    return [Choice(by_code[c], hints.get(c, (on, ""))[1]) for c in codes[:EXPECTED]]


def _due(clock: Clock, on: date) -> str:
    if clock.due_on is None:
        return ""
    if clock.due_on < on:
        return f"{length_of((on - clock.due_on).days)} over"
    return f"due {sentence_day(clock.due_on)}"


def _all(recorded: Sequence[MilestoneKind], expected: Sequence[Choice]) -> list[Choice]:
    hints = {choice.kind.code: choice.hint for choice in expected}
    return [Choice(kind, hints.get(kind.code, "")) for kind in recorded]


def _agreeable(
    recorded_kind: MilestoneKind,
    by_code: Mapping[str, MilestoneKind],
    clocks: Sequence[Clock],
    following: Sequence[Following],
    planned: Sequence[Milestone],
    actor: Actor,
) -> list[Agreeable]:
    """Meetings still ahead with a limit and no day agreed yet; only a meeting agrees them."""
    if not recorded_kind.asks_chair or not following:
        return []
    stopped = {effect.timescale.pk for effect in following[0].stops}
    ahead = [(c.timescale, c.due_on) for c in clocks if c.timescale_id not in stopped]
    ahead += [(effect.timescale, effect.due_on) for effect in following[0].starts]
    agreed = {plan.kind.code for plan in planned}
    found: dict[int, Agreeable] = {}
    for timescale, due in sorted(ahead, key=lambda each: each[1] or date.max):
        kind = by_code.get(usual_kind(stopping_kinds(timescale), actor) or "")
        if kind is None or due is None or not kind.asks_chair or kind.code in agreed:
            continue
        name = "Review that will recommend" if _waits_to_recommend(timescale) else kind.name
        by = f"by {due:%A} {sentence_day(due)}"
        found.setdefault(timescale.pk, Agreeable(f"next_{timescale.pk}", kind, name, by))
    return list({each.name: each for each in reversed(found.values())}.values())[::-1][:AGREEABLE]


def _waits_to_recommend(timescale: Timescale) -> bool:
    stops = definition_of(timescale).get("stop", [])
    return any(RECOMMENDED in stop.get("outcomes", []) for stop in stops)


def _worth_telling(following: Sequence[Following]) -> list[Following]:
    """What any outcome brings comes first, unnamed; the others tell only what they bring besides.

    Where it depends on the outcome alone, there is no such first one.
    """
    if not following:
        return []
    plain = following[0]
    names = outcomes_named(each.outcome for each in following)
    told = [replace(plain, outcome="")]
    for each in following[1:]:
        stops = tuple(effect for effect in each.stops if effect not in plain.stops)
        starts = tuple(effect for effect in each.starts if effect not in plain.starts)
        if stops or starts:
            told.append(Following(names[each.outcome].name, stops, starts))
    brings_nothing = not plain.stops and not plain.starts
    return told[1:] if brings_nothing and len(told) > 1 else told


def after_saving(milestone: Milestone, *, actor: Actor, on: date) -> dict[str, Any]:
    """What a saved milestone stopped, and what the child's open clocks ask for next."""
    child = milestone.child
    stopped = Clock.objects.filter(
        child=child, stopped_by=milestone, timescale__is_superseded=False
    )
    read = _read(stopped.with_rules().order_by("due_on"), child)
    told = [clock for clock in read if clock.is_followed(on=on)]
    return {"stopped": clock_lines(told, actor=actor, on=on), "ahead": _ahead(child, actor, on)}


def _ahead(child: Child, actor: Actor, on: date) -> list[ClockLine]:
    clocks = [clock for clock in _open_clocks(child, on) if clock.due_on is not None]
    return clock_lines(clocks, actor=actor, on=on, planned=_planned(child))
