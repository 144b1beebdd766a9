"""The data-quality list taken away: the lines of the screen with its filters, all of its pages."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor
from accounts.policy import MOST_EXPORTED_ROWS
from milestones.quality.kinds import BY_CODE
from milestones.question_list import OpenQuestion, QuestionFilters
from reports.exports import KINDS, Export, in_a_line, whose_copy
from reports.quality.lines import Line, known_of, lines_of
from reports.spreadsheets import Cell, Sheet, as_csv, as_xlsx

EXPORT = "quality.export"


def export_questions(
    *,
    questions: Sequence[OpenQuestion],
    filters: QuestionFilters,
    by: Actor,
    on: date,
    reason: str,
    ending: str,
) -> Export:
    """As a file; whose lines are in it goes to the audit, with the reason.

    Raises PermissionDenied, and ValidationError where the role may not take so many at once.
    """
    if not by.may(EXPORT):
        raise PermissionDenied
    _refuse_too_many(len(questions), by)
    known = known_of(by, questions, questions, is_accepted=filters.is_accepted, on=on)
    lines = lines_of(questions, known, act=EXPORT)
    by.seen.why = reason
    name = "accepted questions" if filters.is_accepted else "data quality"
    about = whose_copy(f"{by.authority}: {name} as at {on.isoformat()}", by, reason)
    sheet = quality_sheet(lines, is_accepted=filters.is_accepted)
    if ending == "csv":
        body = as_csv(sheet, below=about.rows)
    else:
        body = as_xlsx([sheet, about], told=in_a_line(about))
    return Export(body, KINDS[ending], f"{name.replace(' ', '-')}-{on:%Y-%m-%d}.{ending}")


def _refuse_too_many(count: int, by: Actor) -> None:
    most = MOST_EXPORTED_ROWS.get(by.role)
    if most is not None and count > most:
        raise ValidationError(
            {
                "reason": [
                    f"These are {count} lines, and your role takes away {most} at most. Choose a "
                    "worker or a kind of question above the list, or ask the service manager for "
                    "the file."
                ]
            }
        )


def quality_sheet(lines: Sequence[Line], *, is_accepted: bool = False) -> Sheet:
    """The columns of the page, in its order, and the day from which each is asked."""
    header = ["Question", "Child", "What is odd", "Asked from"]
    header += ["Accepted by", "On", "Why"] if is_accepted else ["Whose to mend", "Could move"]
    return Sheet("Data quality", header, [_cells(line) for line in lines])


def _cells(line: Line) -> list[Cell]:
    asked = line.question
    title = BY_CODE[asked.code].title
    told: list[Cell] = [title, line.child.initials_and_ref, line.sentence, asked.asks_from]
    if line.accepted is not None:
        return [*told, line.accepted.by, line.accepted.on, line.accepted.why]
    return [*told, line.owner, "; ".join(moved.words for moved in line.moves)]
