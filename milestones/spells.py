"""One child's history made ready: the spells it holds, each found once and kept."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from milestones.history import Episode, History, Placement
from milestones.periods import OPEN, Period, Spell, common, cut, joined
from milestones.selectors import Situation

HOME = "home"
HOME_PERMANENT = "home_permanent"
PERMANENT = "permanent"
MOVED = "moved"
ORDER_ENDED = "order_ended"
LEFT = "left"
ENDED = "ended"

ALWAYS = Spell(date.min)
"""The situation of a child who was never looked after."""


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """What a spell of being looked after carries besides its days."""

    key: int | None
    transferred_in: bool
    originally_accommodated_on: date | None


class Timeline:
    """The spells of a history. Build one for all rules: spells are found once and kept."""

    __slots__ = (
        "_ends",
        "_exits",
        "_situations",
        "accommodated",
        "found",
        "history",
        "looked_after",
        "orders",
        "placements",
        "windows",
    )

    def __init__(self, history: History) -> None:
        self.history = history
        self.placements = sorted(
            history.placements, key=lambda fact: (fact.began_on, fact.ended_on or OPEN)
        )
        self.orders = sorted(history.orders, key=lambda fact: (fact.made_on, fact.kind))
        self.looked_after, self.windows = _looked_after(history.episodes)
        self._ends = [spell.ended_on for spell in self.looked_after]
        self.accommodated = self._accommodated()
        # Filled by milestones.occurrences, which knows what a selector means.
        self.found: dict[object, Any] = {}
        self._situations: dict[Situation, list[Spell]] = {}
        self._exits: dict[date, str] = {}

    def situations(self, situation: Situation) -> list[Spell]:
        """Spells of settings × orders; without conditions, of being looked after."""
        if not situation:
            return self.looked_after
        spells = self._situations.get(situation)
        if spells is None:
            spells = self._situations[situation] = cut(self._periods(situation), self.looked_after)
        return spells

    def window_of(self, on: date) -> Spell | None:
        """The spell of being looked after that a day belongs to.

        Days before a spell (planning before birth) belong to the next to begin; the day a
        spell ends still belongs to it. None after the last. A child never looked after has
        one window without bounds.
        """
        if not self.looked_after:
            return ALWAYS
        window = bisect_left(self._ends, on)
        return self.looked_after[window] if window < len(self.looked_after) else None

    def placement_on(self, on: date) -> Placement | None:
        for placement in reversed(self.placements):
            if placement.began_on <= on < (placement.ended_on or OPEN):
                return placement
        return None

    def orders_on(self, on: date) -> set[str]:
        return {order.kind for order in self.orders if order.is_in_force(on)}

    def exit_reason(self, on: date) -> str:
        """Why a situation ended on that day; a return home comes before every other reason."""
        reason = self._exits.get(on)
        if reason is None:
            reason = self._exits[on] = self._reason(on)
        return reason

    def _reason(self, on: date) -> str:
        moves = [placement for placement in self.placements if placement.began_on == on]
        left = [episode for episode in self.history.episodes if episode.ended_on == on]
        returns = [move.return_kind for move in moves if move.setting == HOME]
        returns += [episode.return_kind for episode in left if episode.destination == HOME]
        if returns:
            return HOME_PERMANENT if PERMANENT in returns else HOME
        if left and any(spell.ended_on == on for spell in self.looked_after):
            return left[-1].destination or LEFT
        if moves:
            return MOVED
        return ORDER_ENDED if any(order.lapsed_on == on for order in self.orders) else ENDED

    def _periods(self, situation: Situation) -> list[Period]:
        if not situation.orders:
            return self._placed(situation.settings)
        ordered = joined(
            (order.made_on, order.lapsed_on or OPEN)
            for order in self.orders
            if order.kind in situation.orders
        )
        return common(self._placed(situation.settings), ordered) if situation.settings else ordered

    def _placed(self, settings: Iterable[str]) -> list[Period]:
        return joined(
            (placement.began_on, placement.ended_on or OPEN)
            for placement in self.placements
            if placement.setting in settings
        )

    def _accommodated(self) -> list[Spell]:
        """Placements away from home, joined; the original date where another council placed."""
        away = [placement for placement in self.placements if placement.setting != HOME]
        times = {placement.began_on: placement.began_at for placement in reversed(away)}
        spells = cut(
            joined((placement.began_on, placement.ended_on or OPEN) for placement in away),
            self.looked_after,
        )
        spells = [replace(spell, began_at=times.get(spell.began_on)) for spell in spells]
        for window, episode in enumerate(self.windows):
            if episode.transferred_in and episode.originally_accommodated_on is not None:
                spells = self._backdated(spells, window, episode.originally_accommodated_on)
        return spells

    def _backdated(self, spells: list[Spell], window: int, on: date) -> list[Spell]:
        mine = [spell for spell in spells if spell.window == window]
        if mine:
            first = mine[0]
            original = replace(first, began_on=min(on, first.began_on), began_at=None)
            if original.began_on == first.began_on:
                return spells
            return [original if spell is first else spell for spell in spells]
        around = self.looked_after[window]
        if any(
            placement.began_on < around.ended_on and around.began_on < (placement.ended_on or OPEN)
            for placement in self.placements
        ):
            return spells
        since = max([around.since, *(spell.ended_on for spell in spells if spell.ended_on <= on)])
        unplaced = Spell(on, around.ended_on, window, since)
        return sorted([*spells, unplaced], key=lambda spell: spell.began_on)


def _looked_after(episodes: Iterable[Episode]) -> tuple[list[Spell], list[LookedAfter]]:
    """Joined episodes; each spell came from elsewhere if its first episode did."""
    first_of = {episode.began_on: episode for episode in sorted(episodes, key=_begun, reverse=True)}
    spells: list[Spell] = []
    carried: list[LookedAfter] = []
    before = date.min
    for began, ended in joined((e.began_on, e.ended_on or OPEN) for e in episodes):
        first = first_of[began]
        spells.append(Spell(began, ended, len(spells), before))
        carried.append(
            LookedAfter(first.key, first.transferred_in, first.originally_accommodated_on)
        )
        before = ended
    return spells, carried


def _begun(episode: Episode) -> tuple[date, date]:
    return episode.began_on, episode.ended_on or OPEN
