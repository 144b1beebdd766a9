"""An aim's figures and children as rows: the same for the page, CSV and XLSX."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from accounts.actors import Actor
from accounts.pseudonyms import pseudonym
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
CHILDREN_A_PAGE = 25
DRILL_DOWN = "aim.children"
# What needs somebody first.
ATTENTION = ("overdue", "missed_left", "query", "met_late", "waiting", "met", "left_before_due")


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child in one aim, in the words of the page: by reference, or by a pseudonym."""

    child: Child
    who: str
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


def children_rows(
    card: AimCard, actor: Actor, *, status: str = "", act: str = DRILL_DOWN
) -> list[ChildRow]:
    """The aim's children within the actor's reach, needing attention first.

    The figures count every child; the rows are those of children the act reaches: a restricted
    or sealed one is counted and never listed. With a status, that one only.
    """
    shown = _children_reached(card, actor, act)
    wanted = [status] if status in STATUS_NAMES else list(ATTENTION)
    rows = [
        ChildRow(
            child=shown[row.child_ref],
            who=_named(shown[row.child_ref], actor, act),
            url="" if _is_pseudonymous(actor, act) else shown[row.child_ref].get_absolute_url(),
            status=row.status,
            started_on=row.started_on,
            due_on=row.due_on,
            stopped_on=row.stopped_on,
            days=row.days,
            on=card.on,
        )
        for row in card.report.children
        if row.status in wanted and row.child_ref in shown
    ]
    return sorted(rows, key=lambda row: (wanted.index(row.status), row.due_on or date.max, row.who))


def _children_reached(card: AimCard, actor: Actor, act: str) -> dict[str, Child]:
    refs = [row.child_ref for row in card.report.children]
    found = Child.objects.visible_to(actor, act=act).filter(child_ref__in=refs)
    return {child.child_ref: child for child in found}


def _named(child: Child, actor: Actor, act: str) -> str:
    return pseudonym(child.public_id) if _is_pseudonymous(actor, act) else child.child_ref


def _is_pseudonymous(actor: Actor, act: str) -> bool:
    return "P" in actor.reaches(act)


def children_page(rows: Sequence[ChildRow], number: str | None, actor: Actor) -> Page[ChildRow]:
    """One page of them; whoever asks for it shows it, so they are noted for the audit here."""
    page = Paginator(rows, CHILDREN_A_PAGE).get_page(number)
    actor.seen.children(row.child for row in page)
    return page


def children_sheet(rows: Iterable[ChildRow]) -> Sheet:
    header = ["Child", "Status", "Clock started", "Due", "Stopped", "Days"]
    cells = [
        (row.who, row.status_name, row.started_on, row.due_on, row.stopped_on, row.days)
        for row in rows
    ]
    return Sheet("Children", header, cells)


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
