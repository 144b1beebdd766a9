"""Questions about where the child lives and under what: placements, orders, being looked after."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from milestones.durations import ONE_DAY
from milestones.history import Episode, Order, Placement
from milestones.periods import OPEN, Spell, joined
from milestones.quality.question import EPISODE, ORDER, PLACEMENT, Asked
from milestones.spells import HOME, Timeline

A_WEEK = timedelta(weeks=1)
FOUR_WEEKS = timedelta(weeks=4)
COMPULSORY = frozenset({"cso", "icso", "cpo"})
# A child under one of these is looked after (domain.md §1.2, LAC).
LOOKED_AFTER_UNDER = COMPULSORY | {
    "section_25",
    "permanence_order",
    "permanence_order_adoption",
}
# A child secured by one of these leaves care (domain.md §1.1, routes 2 and 4).
LEAVES_CARE_BY = frozenset({"adoption_order", "kinship_care_order"})
# Where the law, or the other council, sees to the orders itself.
ORDERS_END_THEMSELVES = frozenset({"adopted", "adulthood", "died", "transferred"})


def gap_of_a_day(timeline: Timeline) -> Iterator[Asked]:
    """“A gap of exactly one day is a data-quality question, not silently joined” (contract.md)."""
    for before, after in pairwise(timeline.placements):
        if before.ended_on is not None and after.began_on - before.ended_on == ONE_DAY:
            spell = timeline.window_of(before.ended_on)
            if spell is not None and spell.began_on <= before.ended_on < spell.ended_on:
                yield Asked("gap_of_a_day", after.began_on, PLACEMENT, after.key, before.ended_on)


def no_placement(timeline: Timeline) -> Iterator[Asked]:
    """Looked after for more than a day with no record of where the child lives (LAC Regs, reg 3).

    Where no order is in force either, nothing says why the child is looked after at all.
    """
    lived = joined((each.began_on, each.ended_on or OPEN) for each in timeline.placements)
    for spell, carried in zip(timeline.looked_after, timeline.windows, strict=True):
        for began, ended in _uncovered(lived, spell):
            if ended - began <= ONE_DAY:
                continue
            is_based = bool(timeline.orders_on(began) & LOOKED_AFTER_UNDER)
            code = "no_placement" if is_based or _lived(timeline, spell) else "no_legal_basis"
            left = _left(timeline.placements, began)
            until = None if ended == OPEN else ended
            asks_from = began if until else began + A_WEEK
            if left is not None and left.key is not None and began > spell.began_on:
                yield Asked(code, asks_from, PLACEMENT, left.key, until)
            else:
                yield Asked(code, asks_from, EPISODE, carried.key, until)


def order_expired(timeline: Timeline) -> Iterator[Asked]:
    """An order past its expiry, neither continued nor ended (2011 Act s.83: it ceases to be).

    Asked only while the child is looked after and no other order has taken its place.
    """
    for each in timeline.orders:
        expires_on = each.expires_on
        if expires_on is None or each.ended_on is not None or each.kind in LEAVES_CARE_BY:
            continue
        if not any(
            spell.began_on <= expires_on < spell.ended_on for spell in timeline.looked_after
        ):
            continue
        others = [other for other in timeline.orders if other is not each]
        if not any(_takes_over(other, each, expires_on) for other in others):
            yield Asked("order_expired", expires_on + ONE_DAY, ORDER, each.key, expires_on)


def placement_after_leaving(timeline: Timeline) -> Iterator[Asked]:
    """Away from home after the day the child stopped being looked after."""
    for spell in _ended(timeline):
        for each in timeline.placements:
            is_away = each.setting != HOME and each.began_on < spell.ended_on
            if is_away and (each.ended_on or OPEN) > spell.ended_on:
                yield Asked(
                    "placement_after_leaving", spell.ended_on, PLACEMENT, each.key, spell.ended_on
                )


def order_after_leaving(timeline: Timeline) -> Iterator[Asked]:
    """In force after the child left care: whoever is under it is looked after (domain.md §1.2)."""
    for spell in _ended(timeline):
        if _destination(timeline.history.episodes, spell) in ORDERS_END_THEMSELVES:
            continue
        for each in timeline.orders:
            is_theirs = each.kind in LOOKED_AFTER_UNDER and each.made_on < spell.ended_on
            if is_theirs and each.ended_on is None and (each.lapsed_on or OPEN) > spell.ended_on:
                yield Asked("order_after_leaving", spell.ended_on, ORDER, each.key, spell.ended_on)


def still_in_care_after_order(timeline: Timeline) -> Iterator[Asked]:
    """Adopted, or secured with kin, and still recorded as looked after (domain.md §1.1)."""
    for spell in timeline.looked_after:
        if spell.ended_on != OPEN:
            continue
        for each in timeline.orders:
            if each.kind not in LEAVES_CARE_BY or each.made_on < spell.began_on:
                continue
            if not _stays_under_another(timeline.orders, each):
                asks_from = each.made_on + FOUR_WEEKS
                yield Asked("still_in_care", asks_from, ORDER, each.key, each.made_on)


def _ended(timeline: Timeline) -> list[Spell]:
    return [spell for spell in timeline.looked_after if spell.ended_on != OPEN]


def _uncovered(lived: list[tuple[date, date]], spell: Spell) -> Iterator[tuple[date, date]]:
    """The days of a spell that no placement covers, as periods."""
    from_on = spell.began_on
    for began, ended in lived:
        if ended <= from_on or began >= spell.ended_on:
            continue
        if began > from_on:
            yield from_on, began
        from_on = ended
    if from_on < spell.ended_on:
        yield from_on, spell.ended_on


def _lived(timeline: Timeline, spell: Spell) -> bool:
    return any(
        each.began_on < spell.ended_on and (each.ended_on or OPEN) > spell.began_on
        for each in timeline.placements
    )


def _left(placements: list[Placement], on: date) -> Placement | None:
    return next((each for each in reversed(placements) if each.ended_on == on), None)


def _takes_over(other: Order, expired: Order, expires_on: date) -> bool:
    return other.made_on > expired.made_on or other.is_in_force(expires_on)


def _stays_under_another(orders: list[Order], each: Order) -> bool:
    return any(
        other.kind in LOOKED_AFTER_UNDER and (other.lapsed_on or OPEN) > each.made_on
        for other in orders
    )


def _destination(episodes: tuple[Episode, ...], spell: Spell) -> str:
    return next((each.destination for each in episodes if each.ended_on == spell.ended_on), "")
