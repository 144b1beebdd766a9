"""A child's history: the dated facts that stand, as plain values. Voided facts never get in.

Periods are half-open: ended on 3 May and began on 3 May touch. Times are local clock times.
"""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Episode:
    """A spell of being looked after by one council."""

    began_on: date
    ended_on: date | None = None
    destination: str = ""
    return_kind: str = ""
    transferred_in: bool = False
    originally_accommodated_on: date | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    setting: str
    began_on: date
    began_at: time | None = None
    ended_on: date | None = None
    basis: str = "ordinary"
    return_kind: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A legal basis. A continuation is another order, made on the day continued."""

    kind: str
    made_on: date
    expires_on: date | None = None
    ended_on: date | None = None
    key: int | None = None

    @property
    def lapsed_on(self) -> date | None:
        """The first day it is no longer in force: ended or expired, whichever came first."""
        if self.ended_on is None or self.expires_on is None:
            return self.ended_on or self.expires_on
        return min(self.ended_on, self.expires_on)

    def is_in_force(self, on: date) -> bool:
        lapsed_on = self.lapsed_on
        return self.made_on <= on and (lapsed_on is None or on < lapsed_on)


@dataclass(frozen=True, slots=True)
class Route:
    route: str
    from_on: date


@dataclass(frozen=True, slots=True)
class Milestone:
    """Held on a day, planned for a day, or both."""

    kind: str
    held_on: date | None = None
    held_at: time | None = None
    planned_on: date | None = None
    outcome: str = "held"
    route: str = ""
    agreed_next_on: date | None = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class LocalitySince:
    """Where the family belonged from a day; from the beginning where no day is known."""

    locality: str
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due day granted to the clock of one rule that started on one day."""

    timescale_ref: str
    started_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class History:
    born_on: date | None = None
    episodes: tuple[Episode, ...] = ()
    placements: tuple[Placement, ...] = ()
    orders: tuple[Order, ...] = ()
    routes: tuple[Route, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    localities: tuple[LocalitySince, ...] = ()
    extensions: tuple[Extension, ...] = ()


def route_on(history: History, on: date) -> str:
    """The route chosen last by that day; empty when none was."""
    chosen = [route for route in history.routes if route.from_on <= on]
    return max(chosen, key=lambda route: route.from_on).route if chosen else ""


def locality_on(history: History, on: date) -> str:
    """The locality of that day where it is known, else the earliest known; empty when none is."""
    if not history.localities:
        return ""
    if len(history.localities) == 1:
        return history.localities[0].locality
    known = [since for since in history.localities if (since.from_on or date.min) <= on]
    if known:
        return max(known, key=lambda since: since.from_on or date.min).locality
    return min(history.localities, key=lambda since: since.from_on or date.min).locality
