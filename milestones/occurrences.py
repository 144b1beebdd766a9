"""What a selector finds in a history: each occurrence with its day, in order of the days."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from milestones.history import Milestone, Order, Placement
from milestones.periods import OPEN, Spell, joined
from milestones.selectors import (
    ACCOMMODATED,
    LOOKED_AFTER,
    ORDER_MADE,
    PLACEMENT_BEGAN,
    SITUATION_BEGAN,
    Selector,
    Situation,
)
from milestones.spells import Timeline

NOT_HELD = "not_held"
HELD = Selector()
ANYWHERE = Situation()
BY_KIND = "held, by kind"


class Occurrence(NamedTuple):
    on: date
    at: time | None
    source: Milestone | Placement | Order | Spell


class Found(NamedTuple):
    """Occurrences in order, and their days beside them to search in."""

    items: list[Occurrence]
    days: list[date]


def find(
    timeline: Timeline, selector: Selector, situation: Situation, *, chained: bool = False
) -> Found:
    """What the selector finds; looked for once in a timeline and kept.

    `chained` joins continuous orders of one kind into one, made on the day of the first.
    """
    plain = not chained and selector.fact != SITUATION_BEGAN
    key = selector if plain else (selector, situation, chained)
    found: Found | None = timeline.found.get(key)
    if found is None:
        if selector.fact:
            items = _facts(timeline, selector, situation, chained)
        else:
            items = _planned(timeline, selector) if selector.planned else _held(timeline, selector)
        found = timeline.found[key] = Found(items, [item.on for item in items])
    return found


def _held(timeline: Timeline, selector: Selector) -> list[Occurrence]:
    """Milestones held. One that is marked as not held stops nothing and starts nothing."""
    if selector != HELD:
        every = find(timeline, HELD, ANYWHERE).items
        if len(selector.milestones) == 1:
            (kind,) = selector.milestones
            every = _by_kind(timeline, every).get(kind, [])
            if not selector.outcomes and not selector.routes:
                return every
        return [item for item in every if _is_chosen(item.source, selector)]
    return _sorted(
        Occurrence(milestone.held_on, milestone.held_at, milestone)
        for milestone in timeline.history.milestones
        if milestone.held_on is not None and milestone.outcome != NOT_HELD
    )


def _by_kind(timeline: Timeline, every: list[Occurrence]) -> dict[str, list[Occurrence]]:
    kinds: dict[str, list[Occurrence]] | None = timeline.found.get(BY_KIND)
    if kinds is None:
        kinds = timeline.found[BY_KIND] = {}
        for item in every:
            if isinstance(item.source, Milestone):
                kinds.setdefault(item.source.kind, []).append(item)
    return kinds


def _planned(timeline: Timeline, selector: Selector) -> list[Occurrence]:
    """Milestones by the day planned for, whether they have been held yet or not."""
    return _sorted(
        Occurrence(milestone.planned_on, None, milestone)
        for milestone in timeline.history.milestones
        if milestone.planned_on is not None
        and milestone.outcome != NOT_HELD
        and _is_chosen(milestone, selector)
    )


def _is_chosen(milestone: object, selector: Selector) -> bool:
    return (
        isinstance(milestone, Milestone)
        and (not selector.milestones or milestone.kind in selector.milestones)
        and (not selector.outcomes or milestone.outcome in selector.outcomes)
        and (not selector.routes or milestone.route in selector.routes)
    )


def _facts(
    timeline: Timeline, selector: Selector, situation: Situation, chained: bool
) -> list[Occurrence]:
    if selector.fact == SITUATION_BEGAN:
        own = Situation(selector.settings, selector.orders)
        return _begun(timeline.situations(own or situation))
    if selector.fact == PLACEMENT_BEGAN:
        placed = _placements(timeline, selector)
        return [item for item in placed if _is_ordered(timeline, selector, item.on)]
    if selector.fact in (LOOKED_AFTER, ACCOMMODATED):
        whole = selector.fact == LOOKED_AFTER
        begun = _begun(timeline.looked_after if whole else timeline.accommodated)
        begun = [item for item in begun if _is_ordered(timeline, selector, item.on)]
        return [item for item in begun if _is_placed(timeline, selector, item.on)]
    made = selector.fact == ORDER_MADE
    ordered = _orders_made(timeline, selector, chained) if made else _ended(timeline, selector)
    return [item for item in ordered if _is_placed(timeline, selector, item.on)]


def _begun(spells: Iterable[Spell]) -> list[Occurrence]:
    return _sorted(Occurrence(spell.began_on, spell.began_at, spell) for spell in spells)


def _placements(timeline: Timeline, selector: Selector) -> list[Occurrence]:
    return _sorted(
        Occurrence(placement.began_on, placement.began_at, placement)
        for placement in timeline.placements
        if not selector.settings or placement.setting in selector.settings
    )


def _orders_made(timeline: Timeline, selector: Selector, chained: bool) -> list[Occurrence]:
    orders = [
        order for order in timeline.orders if not selector.orders or order.kind in selector.orders
    ]
    if chained:
        firsts = {
            (kind, began)
            for kind in {order.kind for order in orders}
            for began, _ in joined(
                (order.made_on, order.lapsed_on or OPEN) for order in orders if order.kind == kind
            )
        }
        orders = [order for order in orders if (order.kind, order.made_on) in firsts]
    return _sorted(Occurrence(order.made_on, None, order) for order in orders)


def _ended(timeline: Timeline, selector: Selector) -> list[Occurrence]:
    """Orders ended by a decision. One continued that day has not ended; lapsing is no decision."""
    return _sorted(
        Occurrence(order.ended_on, None, order)
        for order in timeline.orders
        if order.ended_on is not None
        and (not selector.orders or order.kind in selector.orders)
        and not any(
            other.kind == order.kind and other.is_in_force(order.ended_on)
            for other in timeline.orders
        )
    )


def _is_placed(timeline: Timeline, selector: Selector, on: date) -> bool:
    if not selector.settings:
        return True
    placement = timeline.placement_on(on)
    return placement is not None and placement.setting in selector.settings


def _is_ordered(timeline: Timeline, selector: Selector, on: date) -> bool:
    return not selector.orders or not selector.orders.isdisjoint(timeline.orders_on(on))


def _sorted(items: Iterable[Occurrence]) -> list[Occurrence]:
    """By day and time; a day without a time comes first. Ties keep the order of the facts."""
    return sorted(items, key=lambda item: (item.on, item.at or time.min))
