"""Aims as plain values for the API, with the children whom the asker may know of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.actors import Actor
from aims.gate import children_reached, place_of
from aims.measure import ChildRow, Report
from aims.models import Aim
from aims.reporting import report
from aims.statement import plain, statement_parts
from cases.models import Child
from milestones.told import name_told, pseudonym_told


@dataclass(frozen=True, slots=True)
class Row:
    """One clock the aim counts, and the child it runs for."""

    clock: ChildRow
    child: Child

    def told(self, actor: Actor) -> dict[str, Any]:
        by_pseudonym = "P" in actor.reaches("aim.children")
        return {
            **(pseudonym_told(self.child) if by_pseudonym else name_told(self.child)),
            "status": self.clock.status.value,
            "started_on": self.clock.started_on,
            "due_on": self.clock.due_on,
            "stopped_on": self.clock.stopped_on,
            "days": self.clock.days,
        }


def aim_told(aim: Aim) -> dict[str, Any]:
    return {
        "ref": aim.ref,
        "version": aim.version,
        "label": aim.label,
        "kind": aim.kind,
        "national_stage": aim.national_stage,
        "statement": plain(statement_parts(aim.document)),
        "target_percent": aim.target_percent,
        "stretch_percent": aim.stretch_percent,
        "target_date": aim.target_date,
        "draft": aim.is_draft,
    }


def report_asked(
    actor: Actor, aim: Aim, *, on: date | None = None, locality: str | None = None
) -> tuple[Report, str | None]:
    """The report, and the locality it is of: the asked one, or the asker’s own (security.md: L)."""
    where = place_of(actor) or locality
    return report(aim, on=on or actor.on, locality=where), where


def report_told(made: Report, locality: str | None) -> dict[str, Any]:
    told = made.as_data()
    del told["children"]
    return {**told, "on": made.on, "locality": locality}


def rows_reached(actor: Actor, made: Report, *, status: str = "") -> list[Row]:
    """The report’s rows in its own order, those left out whom the asker may not know of."""
    reached = children_reached(actor, [row.child_ref for row in made.children])
    return [
        Row(row, reached[row.child_ref])
        for row in made.children
        if row.child_ref in reached and status in ("", row.status.value)
    ]
