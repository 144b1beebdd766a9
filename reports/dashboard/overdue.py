"""The overdue list of a dashboard, oldest first: the same rows for the page and the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import NoReverseMatch, reverse

from accounts.actors import Actor
from accounts.pseudonyms import pseudonym
from cases.models import Child
from drawing.words import counted
from milestones.clock_keys import clock_id
from milestones.models import Clock, Delay
from milestones.models.clock import ClockQuerySet
from milestones.reach import works_under_pseudonyms
from milestones.work.booked import Stops, booked_on
from reports.spreadsheets import Cell, Sheet

PAGE = 25
ACKNOWLEDGE = "flag.acknowledge"
NOBODYS = "Nobody allocated"


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One clock past its day: who has it, why it is late, and what was promised."""

    child: Child
    who: str
    url: str
    rule: str
    locality: str
    due_on: date
    days: int
    worker: str | None
    cause: str
    promised_on: date | None
    booked_on: date | None
    clock_url: str

    @property
    def over(self) -> str:
        return counted(self.days, "day")

    @property
    def cause_words(self) -> str:
        """Why it is late; without a cause, that what stops it is booked."""
        if self.cause or self.booked_on is None:
            return self.cause
        return f"Booked for {self.booked_on.day} {self.booked_on:%B}"

    @property
    def expected_on(self) -> date | None:
        """The day that was promised, else the one that is booked."""
        return self.promised_on or self.booked_on


def overdue_rows(
    clocks: ClockQuerySet, actor: Actor, *, stops: Stops, on: date, part: slice
) -> list[OverdueRow]:
    """The clocks of one slice; whoever asks for rows shows them, so the children are noted."""
    delay = Delay.objects.filter(
        child=OuterRef("child"),
        timescale=OuterRef("timescale"),
        started_on=OuterRef("started_on"),
        superseded_at__isnull=True,
    )
    told = clocks.select_related("child__locality", "timescale").annotate(
        worker_name=F("allocated__person__full_name"),
        worker_email=F("allocated__email"),
        cause=Subquery(delay.values("cause__name")[:1]),
        promised_on=Subquery(delay.values("promised_on")[:1]),
        booked_on=booked_on(stops, on=on),
    )
    found = list(told.order_by("due_on", "child_id", "timescale_id", "started_on")[part])
    actor.seen.children(clock.child for clock in found)
    return [_row(clock, actor, on) for clock in found]


def _row(clock: Any, actor: Actor, on: date) -> OverdueRow:
    is_named = not works_under_pseudonyms(actor)
    child = clock.child
    return OverdueRow(
        child=child,
        who=child.initials_and_ref if is_named else pseudonym(child.public_id),
        url=child.get_absolute_url() if is_named else "",
        rule=clock.timescale.name,
        locality=str(child.locality or ""),
        due_on=clock.due_on,
        days=(on - clock.due_on).days,
        worker=(clock.worker_name or clock.worker_email or "") if is_named else None,
        cause=clock.cause or "",
        promised_on=clock.promised_on,
        booked_on=clock.booked_on,
        clock_url=_clock_page(clock) if is_named and actor.may(ACKNOWLEDGE) else "",
    )


def _clock_page(clock: Clock) -> str:
    key = clock_id(clock.child, clock.timescale, clock.started_on)
    try:
        return reverse("clock", args=[clock.child.public_id, key])
    except NoReverseMatch:
        return ""


def overdue_sheet(rows: Sequence[OverdueRow], *, is_named: bool) -> Sheet:
    """The columns of the page, in its order; under pseudonyms nobody's worker."""
    header = ["Days over", "Due", "Child", "Rule", "Worker", "Cause of delay", "Promised"]
    cells: list[list[Cell]] = [
        [row.days, row.due_on, row.who, row.rule, row.worker or NOBODYS]
        + [row.cause_words, row.expected_on]
        for row in rows
    ]
    if not is_named:
        header.remove("Worker")
        cells = [line[:4] + line[5:] for line in cells]
    return Sheet("Overdue", header, cells)
