"""Where a rule's clocks start in a history, and the spell each of them lives in."""

from datetime import date

from milestones.durations import age_on
from milestones.history import Placement, locality_on, route_on
from milestones.occurrences import Occurrence, find
from milestones.periods import Spell
from milestones.rules import AFTER_FIRST, FIRST, Applies, Rule
from milestones.selectors import SPELL_FACTS
from milestones.spells import Timeline
from milestones.stops import Start


def find_starts(timeline: Timeline, rule: Rule) -> list[Start]:
    """The first, each, or all after the first in each spell; at most one clock a day."""
    starts: list[Start] = []
    found = find(timeline, rule.start, rule.situation, chained=rule.is_chained)
    if not found.items:
        return starts
    previous: dict[date, date] = {}
    for occurrence in found.items:
        spell = _spell_of(timeline, rule, occurrence)
        if spell is None or not _applies(timeline, rule.applies_to, occurrence):
            continue
        previous_on = previous.get(spell.began_on)
        if previous_on == occurrence.on:
            continue
        previous[spell.began_on] = occurrence.on
        if rule.occurrence == FIRST and previous_on is not None:
            continue
        if rule.occurrence == AFTER_FIRST and previous_on is None:
            continue
        starts.append(Start(occurrence, spell, previous_on))
    return starts


def _spell_of(timeline: Timeline, rule: Rule, occurrence: Occurrence) -> Spell | None:
    """The situation a clock lives in; None where it has none, and then there is no clock."""
    source = occurrence.source
    if rule.situation:
        for spell in timeline.situations(rule.situation):
            if spell is source or spell.began_on <= occurrence.on < spell.ended_on:
                return spell
        return None
    if rule.start.fact in SPELL_FACTS and isinstance(source, Spell):
        return source
    return timeline.window_of(occurrence.on)


def _applies(timeline: Timeline, applies: Applies | None, start: Occurrence) -> bool:
    """Whether a rule speaks of this child on the start day."""
    if applies is None:
        return True
    on = start.on
    return (
        _is_of_age(timeline.history.born_on, applies, on)
        and _is_placed(timeline, applies, start)
        and (not applies.routes or route_on(timeline.history, on) in applies.routes)
        and (not applies.localities or locality_on(timeline.history, on) in applies.localities)
        and _is_ordered(timeline, applies, on)
    )


def _is_of_age(born_on: date | None, applies: Applies, on: date) -> bool:
    if applies.min_age is None and applies.under_age is None:
        return True
    if born_on is None:
        return False
    age = age_on(born_on, on)
    return (applies.min_age is None or age >= applies.min_age) and (
        applies.under_age is None or age < applies.under_age
    )


def _is_placed(timeline: Timeline, applies: Applies, start: Occurrence) -> bool:
    if not applies.settings and not applies.bases:
        return True
    own = isinstance(start.source, Placement)
    placement = start.source if own else timeline.placement_on(start.on)
    return (
        isinstance(placement, Placement)
        and (not applies.settings or placement.setting in applies.settings)
        and (not applies.bases or placement.basis in applies.bases)
    )


def _is_ordered(timeline: Timeline, applies: Applies, on: date) -> bool:
    if applies.order_in_force is None and not applies.no_order_in_force:
        return True
    in_force = timeline.orders_on(on)
    if in_force & applies.no_order_in_force:
        return False
    if isinstance(applies.order_in_force, bool):
        return bool(in_force) == applies.order_in_force
    return applies.order_in_force is None or not in_force.isdisjoint(applies.order_in_force)
