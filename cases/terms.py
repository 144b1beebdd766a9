"""How long leave to know of a child may last."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS_OF_A_SHARE = 6
USUAL_MONTHS_OF_A_SHARE = 3


def months_from(day: date, months: int) -> date:
    """The same day of a later month, or its last: three months from 30 November is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def half_a_year_from(day: date) -> date:
    """The last day of six months that begin with this one."""
    return months_from(day, MONTHS_OF_A_SHARE) - timedelta(days=1)


def year_from(day: date) -> date:
    return months_from(day, 12) - timedelta(days=1)
