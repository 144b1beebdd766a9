"""An aim's figures and children as rows: the same for the page, CSV and XLSX."""

from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from cases.models import Child
from drawing.words import length_of
from reports.aims import RATES, AimCard
from reports.spreadsheets import Sheet

STATUS_NAMES = {
    "met": "Met",
    "met_late": "Met late",
    "overdue": "Overdue",
    "missed_left": "Left after due",
    "waiting": "Waiting",
    "left_before_due": "Left before due",
    "query": "To correct",
    "excluded": "Not counted",
}
RATE_NAMES = {
    "due_reached": "Of children whose date has passed",
    "to_date": "Of those decided or overdue (as PACE reports quote it)",
    "decided": "Of those decided",
}
OPEN = frozenset({"overdue", "waiting"})
# What needs somebody first.
ATTENTION = ("overdue", "missed_left", "query", "met_late", "waiting", "met", "left_before_due")


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child in one aim, in the words of the page."""

    child_ref: str
    url: str
    status: str
    started_on: date | None
    due_on: date | None
    stopped_on: date | None
    days: int | None
    on: date

    @property
    def against_due(self) -> str:
        """How the child stands against the due day: over, left, late or to spare."""
        if self.due_on is None or self.status in {"query", "excluded"}:
            return ""
        if self.status in {"met", "met_late"} and self.stopped_on is not None:
            late = (self.stopped_on - self.due_on).days
            return f"{length_of(late)} late" if late > 0 else f"{length_of(-late)} to spare"
        if self.status in {"missed_left", "left_before_due"}:
            return "left"
        left = (self.due_on - self.on).days
        return f"{length_of(-left)} over" if left < 0 else f"{length_of(left)} left"

    @property
    def look(self) -> str:
        """Urgency's own colour: over, or soon within two weeks of the due day."""
        if self.status == "overdue":
            return "over"
        is_soon = self.due_on is not None and (self.due_on - self.on).days <= 14
        return "soon" if self.status == "waiting" and is_soon else ""

    @property
    def status_name(self) -> str:
        return STATUS_NAMES[self.status]

    @property
    def weeks(self) -> str:
        """So far for who is still in it, in all for who is not."""
        if self.started_on is None or self.status in {"excluded", "query"}:
            return ""
        open_so_far = (self.on - self.started_on).days if self.status in OPEN else None
        days = self.days if self.days is not None else open_so_far
        return "" if days is None else f"{days / 7:.1f}"


def children_rows(card: AimCard, actor: Actor, *, status: str = "") -> list[ChildRow]:
    """The aim's children, needing attention first; with a status, that one only."""
    urls = {
        child.child_ref: child.get_absolute_url()
        for child in Child.objects.visible_to(actor).filter(
            child_ref__in=[row.child_ref for row in card.report.children]
        )
    }
    wanted = [status] if status in STATUS_NAMES else list(ATTENTION)
    rows = [
        ChildRow(
            child_ref=row.child_ref,
            url=urls.get(row.child_ref, ""),
            status=row.status,
            started_on=row.started_on,
            due_on=row.due_on,
            stopped_on=row.stopped_on,
            days=row.days,
            on=card.on,
        )
        for row in card.report.children
        if row.status in wanted
    ]
    return sorted(
        rows, key=lambda row: (wanted.index(row.status), row.due_on or date.max, row.child_ref)
    )


def children_sheet(card: AimCard) -> Sheet:
    header = ["Child", "Status", "Clock started", "Due", "Stopped", "Days"]
    rows = [
        (
            row.child_ref,
            STATUS_NAMES[row.status],
            row.started_on,
            row.due_on,
            row.stopped_on,
            row.days,
        )
        for row in card.report.children
    ]
    return Sheet("Children", header, rows)


def figures_sheet(card: AimCard) -> Sheet:
    """Counts and rates, each percentage with its x and n: what the page says, to check it by."""
    report = card.report
    rows: list[tuple[str, str | int | date | None, str | int | None, int | None]] = [
        ("Authority", str(card.aim.authority), None, None),
        ("Aim", f"{card.aim.label} ({card.aim})", None, None),
        ("In words", report.statement, None, None),
        ("As at", card.on, None, None),
        ("Target", report.target_percent, None, None),
    ]
    rows += [(STATUS_NAMES[name], report.counts[name], None, None) for name in STATUS_NAMES]
    rows += [("Families", report.families, None, None)]
    rows += [
        (RATE_NAMES[name], report.percent[name], report.rates[name][0], report.rates[name][1])
        for name in RATES
    ]
    return Sheet("Figures", ["What", "Figure", "x", "of n"], rows)
