"""A dashboard as the page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from accounts.actors import Actor
from accounts.roles import Role
from drawing.words import counted
from milestones.reach import works_under_pseudonyms
from milestones.work.lists import offers_localities, offers_workers
from milestones.work.tallies import NOBODY, NOT_JOINED
from reports.dashboard import tables
from reports.dashboard.figures import Figures, Overdue, figures_of
from reports.dashboard.overdue import OverdueRow
from reports.dashboard.tables import Line
from reports.dashboard.tiles import Tile, tiles
from reports.dashboard.workers import workers_of

TOTALS = {Role.TEAM_LEADER: "Team", Role.MANAGER: "Authority"}


@dataclass(frozen=True)
class DashboardPage:
    figures: Figures
    number: int

    @property
    def overdue(self) -> Overdue:
        return self.figures.overdue

    @property
    def is_pseudonymous(self) -> bool:
        return works_under_pseudonyms(self.figures.actor)

    @property
    def folds_workers(self) -> bool:
        """A council's workers are many: localities come first, the workers on request."""
        return self.figures.actor.role == Role.MANAGER

    @cached_property
    def rows(self) -> list[OverdueRow]:
        return self.overdue.page(self.number)

    @cached_property
    def tiles(self) -> list[Tile]:
        return tiles(self.figures)

    @cached_property
    def by_worker(self) -> list[Line]:
        actor = self.figures.actor
        if not offers_workers(actor):
            return []
        named = {row.worker for row in self.figures.tallies}
        named |= {each.worker for each in self.figures.caseloads}
        holding = named - {NOBODY, NOT_JOINED, ""}
        return tables.by_worker(self.figures, workers_of(actor, holding, on=self.figures.on))

    @cached_property
    def of_all(self) -> Line | None:
        actor = self.figures.actor
        return tables.totals(self.by_worker, TOTALS.get(actor.role, "")) if self.by_worker else None

    @cached_property
    def by_rule(self) -> list[Line]:
        return tables.by_rule(self.figures)

    @cached_property
    def by_locality(self) -> list[Line]:
        is_offered = offers_localities(self.figures.actor)
        return tables.by_locality(self.figures) if is_offered else []

    @property
    def how_long(self) -> str:
        return tables.how_long(self.figures)

    @property
    def heading(self) -> str:
        return heading_of(self.figures.actor)

    @property
    def context(self) -> Sequence[str]:
        told = [counted(self.figures.running, "running clock")]
        children = self.figures.children
        told.insert(0, "1 child" if children == 1 else f"{children} children")
        workers = len({each.worker for each in self.figures.caseloads if each.name})
        if self.by_worker:
            told.insert(1, counted(workers, "social worker"))
        return told


def heading_of(actor: Actor) -> str:
    if actor.role == Role.TEAM_LEADER:
        place = actor.place
        return place if place.casefold().endswith("team") else f"{place} team"
    if actor.role == Role.SOCIAL_WORKER:
        return "Your children"
    return str(actor.authority)


def dashboard_page(overdue: Overdue, number: int) -> DashboardPage:
    return DashboardPage(figures_of(overdue), number)
