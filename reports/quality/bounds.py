"""How far mending a question could move an aim: the worst and the best that can come of it.

Pure. Whatever a mend brings, the aim's rate lies between the two: each clock that could move
counts at worst as one more child who did not succeed, at best as one more who did.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from aims.measure import IN_THE_RATE, Rate
from milestones.quality.kinds import EPISODES, ORDERS, PLACEMENTS, RECOMMENDATION, ROUTES
from milestones.quality.path import RECOMMENDED
from milestones.rule_groups import KINDS_WITH
from milestones.rules import FIRST, Rule
from milestones.selectors import (
    LOOKED_AFTER,
    ORDER_ENDED,
    ORDER_MADE,
    PLACEMENT_BEGAN,
    SITUATION_BEGAN,
    Selector,
)
from milestones.status import ClockDates, Status, status_of

NOT_MILESTONES = frozenset({PLACEMENTS, ORDERS, EPISODES, ROUTES})


class Reach(IntEnum):
    """What a mend could do to a clock of the rule."""

    NOTHING = 0
    STOP = 1
    START = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """What one clock of a child adds to the aim's rate, and whether another stop would."""

    x: int
    n: int
    may_count: bool


def piece_of(
    clock: ClockDates, on: date, *, is_excluded: bool = False, reached_until: date | None = None
) -> Piece:
    """Of the children whose date has passed (measures.md §4.4, due_reached).

    Before a coverage aim's day, `reached_until`: of those reached so far, as its page leads.
    """
    status = status_of(clock, on, is_excluded=is_excluded)
    if reached_until is not None and on <= reached_until:
        counts, has_day = status in (Status.MET, Status.WAITING), True
    else:
        has_day = clock.due_on is not None and clock.due_on < on
        counts = has_day and status in IN_THE_RATE
    is_met = counts and status == Status.MET
    return Piece(int(is_met), int(counts), has_day and clock.excluded_because == "")


@dataclass(frozen=True, slots=True)
class Bounds:
    now: Rate
    worst: Rate
    best: Rate

    @property
    def moves(self) -> bool:
        return not self.now == self.worst == self.best


@dataclass(frozen=True, slots=True)
class Child:
    """One child in one aim: its clocks there, its spells in care, where it has ever lived."""

    pieces: tuple[Piece, ...] = ()
    spells: int = 1
    settings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What mending one question could do there; `adds`: a fact nobody recorded may come.

    `of`: which facts it may change.
    """

    reach: Reach
    adds: bool = False
    of: frozenset[str] = frozenset()

    def may_begin(self, child: Child, rule: Rule) -> bool:
        """Whether a clock may begin for a child who has none: not by moving days alone.

        Nor in a situation whose settings the child never lived in, unless a placement may come.
        """
        if not self.adds and self.of <= NOT_MILESTONES:
            return False
        settings = rule.situation.settings
        return PLACEMENTS in self.of or not settings or bool(settings & child.settings)


def bounds_of(now: Rate, rule: Rule, cases: Iterable[tuple[Child, Collection[Change]]]) -> Bounds:
    """How far these children's questions together, each of them once, could move the rate."""
    x, n, most = *now, 0
    for child, changes in cases:
        moved = [piece for piece in child.pieces if _may_move(piece, changes)]
        x -= sum(piece.x for piece in moved)
        n -= sum(piece.n for piece in moved)
        most += _most(child, len(moved), rule, changes)
    return Bounds(now, (x, n + most), (x + most, n + most))


def _may_move(piece: Piece, changes: Collection[Change]) -> bool:
    reach = max((change.reach for change in changes), default=Reach.NOTHING)
    return reach is Reach.START or (reach is Reach.STOP and piece.may_count)


def _most(child: Child, moved: int, rule: Rule, changes: Collection[Change]) -> int:
    """How many clocks may count for the child in the end: a new fact may start one more."""
    starting = [change for change in changes if change.reach is Reach.START]
    if not moved:
        starting = [change for change in starting if change.may_begin(child, rule)]
    if not starting:
        return moved
    if rule.occurrence == FIRST:
        return max(moved, child.spells)
    return max(1, moved + sum(change.adds or _may_part(change, rule) for change in starting))


def _may_part(change: Change, rule: Rule) -> bool:
    """Whether one situation may become two: an order ended earlier leaves a gap before the next."""
    return ORDERS in change.of and bool(rule.situation.orders)


def reach_of(rule: Rule, changes: Collection[str], *, excludes_routes: bool = False) -> Reach:
    """What changing these facts could do to the clocks of a rule."""
    if _starts(rule, changes):
        return Reach.START
    stops = any(_touches(stop, changes) for stop in rule.stops)
    leaves = PLACEMENTS in changes and bool(rule.exits_that_count)
    return (
        Reach.STOP if stops or leaves or (excludes_routes and ROUTES in changes) else Reach.NOTHING
    )


def _starts(rule: Rule, changes: Collection[str]) -> bool:
    """Being looked after is around every clock; the rest where the rule lives in it."""
    if EPISODES in changes or _touches(rule.start, changes):
        return True
    applies = rule.applies_to
    lives = bool(rule.situation.settings) or bool(applies and (applies.settings or applies.bases))
    under = bool(rule.situation.orders) or bool(
        applies and (applies.order_in_force is not None or applies.no_order_in_force)
    )
    routed = bool(applies and applies.routes)
    return (
        (PLACEMENTS in changes and lives)
        or (ORDERS in changes and under)
        or (ROUTES in changes and routed)
    )


def _touches(selector: Selector, changes: Collection[str]) -> bool:
    if selector.fact:
        return _touches_fact(selector, changes)
    kinds = frozenset(changes) - NOT_MILESTONES - {RECOMMENDATION}
    if kinds and (not selector.milestones or selector.milestones & kinds):
        return True
    return RECOMMENDATION in changes and _may_recommend(selector)


def _touches_fact(selector: Selector, changes: Collection[str]) -> bool:
    on_orders = selector.fact in (ORDER_MADE, ORDER_ENDED) or bool(selector.orders)
    on_placements = (
        selector.fact == PLACEMENT_BEGAN
        or bool(selector.settings)
        or selector.fact not in (LOOKED_AFTER, ORDER_MADE, ORDER_ENDED)
    )
    return (
        EPISODES in changes
        or (PLACEMENTS in changes and on_placements)
        or (ORDERS in changes and (on_orders or selector.fact == SITUATION_BEGAN))
    )


def _may_recommend(selector: Selector) -> bool:
    if selector.outcomes and RECOMMENDED not in selector.outcomes:
        return False
    return not selector.milestones or bool(selector.milestones & set(KINDS_WITH[RECOMMENDED]))
