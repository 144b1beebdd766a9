"""The numbers of a dashboard: what is overdue and coming, and whose and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Q

from accounts.actors import Actor
from accounts.addresses import last_page
from milestones.models import Timescale
from milestones.models.clock import ClockQuerySet
from milestones.reach import rules_of
from milestones.work.booked import Stops, is_booked, kinds_that_stop
from milestones.work.caseloads import Caseload, caseloads
from milestones.work.lists import (
    Choices,
    Filters,
    answers,
    choices_of,
    clocks_with_a_day,
    narrowed,
    offered,
    offers_localities,
    offers_workers,
)
from milestones.work.spans import OVER, SIX, TWO, ages, spans
from milestones.work.tallies import Tally, summed, tallies
from milestones.work.trends import MonthEnd, trend
from reports.dashboard.overdue import PAGE, OverdueRow, overdue_rows

UNBOOKED = "_unbooked"


@dataclass(frozen=True)
class Overdue:
    """The running clocks within reach, counted once; what the filters leave is the list."""

    actor: Actor
    on: date
    asked: Filters
    rules: Sequence[Timescale]
    clocks: ClockQuerySet
    stops: Stops
    tallies: Sequence[Tally]

    @property
    def in_all(self) -> int:
        return summed(self.tallies, OVER)

    @cached_property
    def listed(self) -> int:
        """How many clocks the list has, with its filters."""
        column = self.asked.age or OVER
        return summed((row for row in self.tallies if answers(row, self.asked)), column)

    @property
    def last_page(self) -> int:
        return last_page(self.listed, at_once=PAGE)

    @cached_property
    def choices(self) -> Choices:
        return choices_of(self.tallies, self.actor, self.asked)

    def page(self, number: int) -> list[OverdueRow]:
        return self.rows(slice((number - 1) * PAGE, number * PAGE))

    def rows(self, part: slice) -> list[OverdueRow]:
        found = narrowed(self.clocks, replace(self.asked, due=OVER), on=self.on)
        return overdue_rows(found, self.actor, stops=self.stops, on=self.on, part=part)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a dashboard is told from."""

    overdue: Overdue
    caseloads: Sequence[Caseload]
    months: Sequence[MonthEnd]

    @property
    def actor(self) -> Actor:
        return self.overdue.actor

    @property
    def on(self) -> date:
        return self.overdue.on

    @property
    def tallies(self) -> Sequence[Tally]:
        return self.overdue.tallies

    def total(self, column: str) -> int:
        return summed(self.tallies, column)

    @property
    def running(self) -> int:
        return sum(self.total(span.code) for span in spans(on=self.on))

    @property
    def children(self) -> int:
        return sum(each.children for each in self.caseloads)

    @property
    def oldest(self) -> int:
        """The days over of the clock that is longest overdue."""
        first = min((row.first_due for row in self.tallies if row.first_due), default=self.on)
        return max(0, (self.on - first).days)


def overdue_of(actor: Actor, filters: Filters, *, on: date) -> Overdue:
    rules = rules_of(actor)
    clocks = clocks_with_a_day(actor, on=on, rules=rules)
    stops = kinds_that_stop(rules)
    rows = tallies(
        clocks,
        _columns(stops, on),
        by_worker=offers_workers(actor),
        by_place=offers_localities(actor),
    )
    # The list is of what is overdue: when it is due, and whether it is booked, is not asked.
    asked = offered(actor, replace(filters, due="", booked=""))
    return Overdue(actor, on, asked, rules, clocks, stops, rows)


def figures_of(overdue: Overdue) -> Figures:
    actor, on = overdue.actor, overdue.on
    return Figures(
        overdue,
        caseloads=caseloads(actor, on=on, by_worker=offers_workers(actor)),
        months=trend(actor, on=on, rules=overdue.rules),
    )


def _columns(stops: Stops, on: date) -> dict[str, Q]:
    """Each span of due days, the ages of the delay, and what has nothing booked."""
    found = {span.code: span.asked() for span in (*spans(on=on), *ages(on=on))}
    unbooked = ~Q(is_booked(stops, on=on))
    return found | {f"{code}{UNBOOKED}": found[code] & unbooked for code in (TWO, SIX)}
