"""Rows about children taken away: within reach, with a reason, and saying whose copy it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone

from accounts.actors import Actor
from accounts.policy import MOST_EXPORTED_ROWS
from drawing.words import moment
from reports.aim_tables import ChildRow, children_rows, children_sheet, figures_sheet
from reports.aims import AimCard
from reports.spreadsheets import Sheet, as_csv, as_xlsx

EXPORT = "aim.export"
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Export:
    body: bytes
    kind: str
    name: str


def download(file: Export) -> HttpResponse:
    response = HttpResponse(file.body, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def export_children(
    *, card: AimCard, by: Actor, reason: str, ending: str, status: str = ""
) -> Export:
    """The aim's children within the actor's reach as a file; who they are goes to the audit.

    Raises ValidationError where the role may not take so many at once.
    """
    rows = children_rows(card, by, status=status, act=EXPORT)
    _refuse_too_many(rows, by)
    by.seen.children(row.child for row in rows)
    by.seen.why = reason
    what = f"{card.aim.authority}: {card.aim} as at {card.on.isoformat()}"
    about = whose_copy(what, by, reason)
    if ending == "csv":
        body = as_csv(children_sheet(rows), below=about.rows)
    else:
        body = as_xlsx([figures_sheet(card), children_sheet(rows), about], told=in_a_line(about))
    return Export(body, KINDS[ending], f"{card.aim.ref}-{card.on:%Y-%m-%d}.{ending}")


def _refuse_too_many(rows: Sequence[ChildRow], by: Actor) -> None:
    most = MOST_EXPORTED_ROWS.get(by.role)
    if most is not None and len(rows) > most:
        raise ValidationError(
            {
                "status": [
                    f"These are {len(rows)} children, and your role takes away {most} at most. "
                    "Choose one status, or ask the service manager for the file."
                ]
            }
        )


def whose_copy(what: str, by: Actor, reason: str) -> Sheet:
    """Who took it, when and why, and the request that the log knows it by."""
    who = f"{by.person.full_name}, " if by.person else ""
    cells = [
        ("Taken away by", f"{who}{by.role_name}, {by.place}"),
        ("At", moment(timezone.localtime(by.at))),
        ("Why", reason),
        ("What", what),
        ("Request", str(by.request_id)),
    ]
    return Sheet("About this copy", ["About this copy", ""], cells)


def in_a_line(about: Sheet) -> str:
    return "; ".join(f"{name}: {told}" for name, told in about.rows)
