"""Which of some days lie in a spell, as two small numbers that the database counts.

Rows can be grouped by them, and a dozen days need no dozen conditions. The days ascend.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, F, Func, IntegerField, Value

ONE_DAY = timedelta(days=1)


def days_reached(column: str, days: Sequence[date]) -> Func:
    """How many of the days are that of the column or lie before it; null where it has none."""
    known = Value(list(days), ArrayField(DateField()))
    return Func(F(column), known, function="WIDTH_BUCKET", output_field=IntegerField())


def days_before(column: str, days: Sequence[date]) -> Func:
    """How many lie before it: what begins that day, or ends with it, has none of those."""
    return days_reached(column, [day + ONE_DAY for day in days])


def days_between(first: int | None, until: int | None, days: Sequence[date]) -> int:
    """The days of a spell as bits, the first day's the lowest: all but those before it began.

    Without a first one it never began; without an end it goes on.
    """
    if first is None:
        return 0
    end = len(days) if until is None else until
    return (1 << end) - (1 << first) if end > first else 0
