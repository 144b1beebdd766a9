"""Questions about the path: recommendation, panel, decision, petition, order (domain.md §1.2).

Each step belongs to the spell of being looked after around it; days before a spell belong to the
next to begin, as the evaluator reads them (contract.md, “Which status”).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from milestones.durations import ONE_DAY
from milestones.history import Milestone, route_on
from milestones.occurrences import ANYWHERE, HELD, NOT_HELD, find
from milestones.periods import Spell
from milestones.quality.question import MILESTONE, Asked
from milestones.selectors import Selector
from milestones.spells import HOME, Timeline

PANEL, DECISION, LODGED, GRANTED = "panel", "adm_decision", "order_lodged", "order_granted"
RECOMMENDED = "permanence_recommended"
KINSHIP = "kinship"
NO_OUTCOME = "held"
SAYS_WHAT_IT_CAME_TO = (PANEL, DECISION, GRANTED)
MAY_FOLLOW_AT_ONCE = frozenset({"carer_visit"})
RECOMMENDING = Selector(outcomes=frozenset({RECOMMENDED}))
FOUR_WEEKS = timedelta(weeks=4)


def recommended_before_care(timeline: Timeline) -> Iterator[Asked]:
    """“A recommendation before accommodation (pre-birth planning) is a query” (measures.md §4.3).

    Recommended at home and again once away from home, it is answered.
    """
    for each in _recommended(timeline):
        spell = timeline.window_of(_day(each))
        entry = _entry(timeline, spell) if spell else None
        if spell is None or entry is None or _day(each) >= entry:
            continue
        if _day(each) < spell.began_on or not _within(_recommended(timeline), entry, spell):
            yield _about(each, "recommended_before_care", entry)


def decided_before_care(timeline: Timeline) -> Iterator[Asked]:
    """A panel or a decision for a child not yet looked after (domain.md §1.2, canonical path)."""
    for each in _held(timeline, PANEL, DECISION):
        spell = timeline.window_of(_day(each))
        if spell is not None and _day(each) < spell.began_on:
            yield _about(each, "decided_before_care", spell.began_on)


def panel_before_recommendation(timeline: Timeline) -> Iterator[Asked]:
    """The panel meets upon a review's recommendation (domain.md §1.2, canonical path)."""
    recommended = _recommended(timeline)
    yield from _without(timeline, _held(timeline, PANEL), recommended, "panel_before_recommended")


def decided_without_panel(timeline: Timeline) -> Iterator[Asked]:
    """The ADM decides “after the panel, in writing” (domain.md §1.2)."""
    decisions, panels = _held(timeline, DECISION), _held(timeline, PANEL)
    yield from _without(timeline, decisions, panels, "decided_without_panel")


def lodged_before_decision(timeline: Timeline) -> Iterator[Asked]:
    """“An order lodged before the ADM decision is a query” (measures.md §4.3).

    A kinship care order is the carer's to ask for (domain.md §1.1): no decision is missed there.
    """
    decisions = _held(timeline, DECISION)
    for asked in _without(timeline, _held(timeline, LODGED), decisions, "lodged_before_decision"):
        if asked.about_on is not None or not _is_for_kin(timeline, asked):
            yield asked


def granted_before_lodged(timeline: Timeline) -> Iterator[Asked]:
    """A sheriff grants what was lodged (domain.md §1.2, canonical path)."""
    lodged = _held(timeline, LODGED)
    for each in _held(timeline, GRANTED):
        if not any(_day(other) <= _day(each) for other in lodged):
            after = min((_day(other) for other in lodged), default=None)
            yield _about(each, "granted_before_lodged", after)


def planned_day_passed(timeline: Timeline) -> Iterator[Asked]:
    """Agreed for a day that has passed, and neither held nor called off."""
    for each in timeline.history.milestones:
        if each.held_on is None and each.planned_on is not None and each.outcome != NOT_HELD:
            held_on = _nearest(_held(timeline, each.kind), each.planned_on)
            yield Asked(
                "planned_day_passed", each.planned_on + ONE_DAY, MILESTONE, each.key, held_on
            )


def outcome_missing(timeline: Timeline) -> Iterator[Asked]:
    """A panel recommends or not, an ADM approves or not, a court grants or not (contract.md)."""
    for each in _held(timeline, *SAYS_WHAT_IT_CAME_TO):
        if each.outcome == NO_OUTCOME:
            yield _about(each, "outcome_missing")


def typed_twice(timeline: Timeline) -> Iterator[Asked]:
    """Two of one kind on neighbouring days: one meeting that two people recorded?"""
    before: dict[str, date] = {}
    for each in _found(timeline, HELD):
        day, last = _day(each), before.get(each.kind)
        before[each.kind] = day
        if last is not None and day - last == ONE_DAY and each.kind not in MAY_FOLLOW_AT_ONCE:
            yield _about(each, "typed_twice", last)


def no_route(timeline: Timeline) -> Iterator[Asked]:
    """Permanence recommended, and four weeks later nobody has said which route (domain.md §1.1)."""
    spell = timeline.looked_after[-1] if timeline.looked_after else None
    if spell is None or spell.ended_on != date.max:
        return
    recommended = _within(_recommended(timeline), spell.since + ONE_DAY, spell)
    chosen = any(route.from_on > spell.since for route in timeline.history.routes)
    if recommended and not chosen and not any(each.route for each in recommended):
        first = recommended[0]
        asks_from = _day(first) + FOUR_WEEKS
        yield Asked("no_route", asks_from, MILESTONE, first.key, _day(first))


def lodged_on_route_home(timeline: Timeline) -> Iterator[Asked]:
    """A petition for a child whose plan that day is to be at home (domain.md §1.1, route 1)."""
    for each in _held(timeline, LODGED):
        if (each.route or HOME) == HOME and route_on(timeline.history, _day(each)) == HOME:
            yield _about(each, "lodged_on_route_home")


def _without(
    timeline: Timeline, steps: list[Milestone], before: list[Milestone], code: str
) -> Iterator[Asked]:
    """Steps with none of what comes before them, on or before their day, in the same spell.

    The question tells when it came after all, where it did.
    """
    for each in steps:
        since, until = _around(timeline, _day(each))
        days = [_day(other) for other in before if since < _day(other) <= until]
        if not any(day <= _day(each) for day in days):
            yield _about(each, code, min(days, default=None))


def _around(timeline: Timeline, on: date) -> tuple[date, date]:
    """After which day, and until which, facts belong with that day."""
    if not timeline.looked_after:
        return date.min, date.max
    spell = timeline.window_of(on) or timeline.looked_after[-1]
    is_last = spell.window == len(timeline.looked_after) - 1
    return spell.since, date.max if is_last else spell.ended_on


def _entry(timeline: Timeline, spell: Spell) -> date:
    """When the child was first accommodated in that spell, else when it began."""
    away = [each.began_on for each in timeline.accommodated if each.window == spell.window]
    return min(away, default=spell.began_on)


def _is_for_kin(timeline: Timeline, asked: Asked) -> bool:
    routes = {each.route for each in timeline.history.milestones if each.key == asked.fact_key} | {
        route_on(timeline.history, asked.asks_from)
    }
    return KINSHIP in routes


def _within(steps: list[Milestone], first: date, spell: Spell) -> list[Milestone]:
    return [each for each in steps if first <= _day(each) <= spell.ended_on]


def _nearest(held: list[Milestone], planned_on: date) -> date | None:
    """The day within four weeks on which one was held after all: perhaps this very one."""
    near = [_day(each) for each in held if abs(_day(each) - planned_on) <= FOUR_WEEKS]
    return min(near, key=lambda day: abs(day - planned_on), default=None)


def _recommended(timeline: Timeline) -> list[Milestone]:
    return _found(timeline, RECOMMENDING)


def _held(timeline: Timeline, *kinds: str) -> list[Milestone]:
    return _found(timeline, _of_kinds(*kinds))


@cache
def _of_kinds(*kinds: str) -> Selector:
    return Selector(milestones=frozenset(kinds))


def _found(timeline: Timeline, selector: Selector) -> list[Milestone]:
    items = find(timeline, selector, ANYWHERE).items
    return [item.source for item in items if isinstance(item.source, Milestone)]


def _day(held: Milestone) -> date:
    assert held.held_on is not None
    return held.held_on


def _about(held: Milestone, code: str, about_on: date | None = None) -> Asked:
    return Asked(code, _day(held), MILESTONE, held.key, about_on)
