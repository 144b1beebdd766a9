"""Whether a date makes sense for this child, and the sentence that says what would be right."""

from datetime import date, timedelta

from drawing.words import sentence_day

EARLIEST = date(1900, 1, 1)
BEFORE_BIRTH = timedelta(weeks=40)  # milestones of pre-birth planning, and nothing else
PLANNED_AHEAD = timedelta(days=3653)
EXPIRES_AHEAD = timedelta(days=7305)


def objection_to_birth(day: date, *, on: date) -> str | None:
    if day > on:
        return f"The date of birth must be today, {sentence_day(on)}, or earlier."
    if day < EARLIEST:
        return "The date of birth must be after 1900."
    return None


def objection_to_past(
    day: date | None, *, what: str, born_on: date, on: date, before_birth: bool = False
) -> str | None:
    """For what has happened: not before birth (or 40 weeks before), not in the future."""
    if day is None:
        return None
    if day > on:
        return f"{what} must be today, {sentence_day(on)}, or earlier."
    return _objection_to_early(day, what=what, born_on=born_on, before_birth=before_birth)


def objection_to_future(
    day: date | None,
    *,
    what: str,
    born_on: date,
    on: date,
    ahead: timedelta = PLANNED_AHEAD,
    before_birth: bool = False,
) -> str | None:
    """For what is planned or will expire: as far ahead as makes sense, and not before birth."""
    if day is None:
        return None
    if day > on + ahead:
        return f"{what} must be on or before {sentence_day(on + ahead)}. Check the year."
    return _objection_to_early(day, what=what, born_on=born_on, before_birth=before_birth)


def _objection_to_early(day: date, *, what: str, born_on: date, before_birth: bool) -> str | None:
    if before_birth:
        if day < born_on - BEFORE_BIRTH:
            return (
                f"{what} must be on or after {sentence_day(born_on - BEFORE_BIRTH)}, "
                "40 weeks before the child was born."
            )
        return None
    if day < born_on:
        return f"{what} must be on or after {sentence_day(born_on)}, the day the child was born."
    return None
