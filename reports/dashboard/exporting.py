"""The overdue list taken away: the rows of the screen with its filters, all of its pages."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.policy import MOST_EXPORTED_ROWS
from milestones.reach import works_under_pseudonyms
from reports.dashboard.figures import Overdue
from reports.dashboard.overdue import overdue_sheet
from reports.exports import KINDS, Export, in_a_line, whose_copy
from reports.spreadsheets import as_csv, as_xlsx

EXPORT = "clock.export"


def export_overdue(*, overdue: Overdue, reason: str, ending: str) -> Export:
    """As a file; whose rows are in it goes to the audit, with the reason.

    Raises PermissionDenied, and ValidationError where the role may not take so many at once.
    """
    by, on = overdue.actor, overdue.on
    if not by.may(EXPORT):
        raise PermissionDenied
    most = MOST_EXPORTED_ROWS.get(by.role)
    if most is not None and overdue.listed > most:
        raise ValidationError(
            {
                "reason": [
                    f"These are {overdue.listed} rows, and your role takes away {most} at most. "
                    "Choose a worker, a rule or how long overdue above the list, or ask the "
                    "service manager for the file."
                ]
            }
        )
    within = replace(overdue, clocks=overdue.clocks.visible_to(by, act=EXPORT))
    sheet = overdue_sheet(within.rows(slice(None)), is_named=not works_under_pseudonyms(by))
    by.seen.why = reason
    about = whose_copy(f"{by.authority}: overdue as at {on.isoformat()}", by, reason)
    if ending == "csv":
        body = as_csv(sheet, below=about.rows)
    else:
        body = as_xlsx([sheet, about], told=in_a_line(about))
    return Export(body, KINDS[ending], f"overdue-{on:%Y-%m-%d}.{ending}")
