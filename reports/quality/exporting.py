"""The data-quality list taken away: the lines of the screen with its filters, all of its pages."""

from collections.abc import Callable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor
from accounts.policy import MOST_EXPORTED_ROWS
from milestones.quality.kinds import BY_CODE
from milestones.question_list import OpenQuestion, QuestionFilters, is_pseudonymous
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
    sheet = quality_sheet(lines, told=_told_last(by, filters))
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


Column = tuple[str, Callable[[Line], Cell]]
TOLD: tuple[Column, ...] = (
    ("Question", lambda line: BY_CODE[line.question.code].title),
    ("Child", lambda line: line.who),
    ("What is odd", lambda line: line.sentence),
    ("Asked from", lambda line: line.question.asks_from),
)
ACCEPTED: tuple[Column, ...] = (
    ("Accepted by", lambda line: line.accepted.by if line.accepted else ""),
    ("On", lambda line: line.accepted.on if line.accepted else None),
    ("Why", lambda line: line.accepted.why if line.accepted else ""),
)
OWNER: Column = ("Whose to mend", lambda line: line.owner)
MOVES: Column = ("Could move", lambda line: "; ".join(moved.words for moved in line.moves))


def _told_last(by: Actor, filters: QuestionFilters) -> tuple[Column, ...]:
    """Under pseudonyms nobody's worker."""
    if filters.is_accepted:
        return ACCEPTED
    return (MOVES,) if is_pseudonymous(by) else (OWNER, MOVES)


def quality_sheet(lines: Sequence[Line], *, told: Sequence[Column]) -> Sheet:
    """The columns of the page, in its order, and the day from which each is asked."""
    columns = (*TOLD, *told)
    rows = [[cell(line) for _, cell in columns] for line in lines]
    return Sheet("Data quality", [name for name, _ in columns], rows)
