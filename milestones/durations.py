"""Dates and durations: when is a thing due, how old is a child, what day is it in Scotland.

The rules are those of measures.md §4.2 (A1 to A9), named beside the lines that keep them.
"""

from calendar import monthrange
from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
UNITS = ("hours", "days", "working_days", "weeks", "months", "years")
UNITS_WITH_HALVES = ("weeks", "months")
SATURDAY = 5
LARGEST = 100_000_000  # the calendar has fewer hours
ONE_DAY = timedelta(days=1)


def due_on(
    start: date,
    amount: float,
    unit: str,
    *,
    first_day_counts: bool = False,
    holidays: Set[date] = frozenset(),
) -> date:
    """The last day in time; the start is day 0, or day 1 where the first day counts.

    Raises ValueError for an unknown unit, a fraction the unit does not know, and a day
    outside the calendar.
    """
    check_amount(amount, unit)
    try:
        if unit == "working_days":
            return _working_day(start, int(amount), first_day_counts, holidays)
        due = _counted_from(start, amount, unit)
        if first_day_counts and amount:
            due += -ONE_DAY if amount > 0 else ONE_DAY
        return due
    except (OverflowError, ValueError) as error:
        raise ValueError(
            f"{amount:g} {unit} from {start} is outside the calendar: give a smaller amount."
        ) from error


def check_amount(amount: float, unit: str) -> None:
    """Raises ValueError unless the amount is whole, or a half of weeks or months."""
    if unit not in UNITS:
        raise ValueError(f"The unit {unit!r} is not known: use one of {', '.join(UNITS)}.")
    # Not a number is neither small nor large, so it is refused here too.
    if not -LARGEST <= amount <= LARGEST:
        raise ValueError(f"The amount of {unit} must be a number of an ordinary size.")
    if amount != int(amount) and (unit not in UNITS_WITH_HALVES or amount * 2 != int(amount * 2)):
        allowed = "whole numbers and halves" if unit in UNITS_WITH_HALVES else "whole numbers"
        raise ValueError(f"{amount:g} {unit} cannot be counted: {unit} come in {allowed}.")


def due_at(start_at: datetime, hours: float) -> datetime:
    """So many elapsed hours later, in Europe/London (A5: 72 hours across a clock change).

    Raises ValueError for a moment without a time zone.
    """
    if start_at.utcoffset() is None:
        raise ValueError("The start needs a time zone: a naive time has no elapsed hours.")
    # A local zone adds wall-clock hours; only UTC adds elapsed ones.
    return (start_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def moment(on: date, at: time | None) -> datetime | None:
    """A day and its clock time as an instant; None when the time is not known."""
    return None if at is None else datetime.combine(on, at, LONDON)


def age_on(born_on: date, on: date) -> int:
    """Years attained at the beginning of that day; one born on 29 February ages on 1 March."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def birthday(born_on: date, age: int) -> date:
    """The day that age is attained (A7): 1 March for 29 February in other years."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return born_on.replace(year=year)


def _counted_from(start: date, amount: float, unit: str) -> date:
    if unit == "days":
        return start + timedelta(days=int(amount))
    if unit == "weeks":
        return start + timedelta(days=_away_from_zero(amount * 7))
    if unit == "hours":
        return start + timedelta(days=ceil(amount / 24))
    if unit == "years":
        return _corresponding_date(start, int(amount) * 12)
    # Months before days, so that the result never meets February twice (A3). int() cuts
    # towards zero, so minus 7½ months is minus 7 and then minus 15 days.
    whole = int(amount)
    due = _corresponding_date(start, whole)
    return due if whole == amount else due + timedelta(days=_away_from_zero((amount - whole) * 30))


def _away_from_zero(days: float) -> int:
    """Half a week is 4 days, forwards and back."""
    return ceil(days) if days > 0 else -ceil(-days)


def _corresponding_date(start: date, months: int) -> date:
    """The same day of another month, or its last day (Dodds v Walker [1981] UKHL)."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = start.day
    if day > 28:
        day = min(day, monthrange(years, month + 1)[1])
    return date(years, month + 1, day)


def _working_day(start: date, amount: int, first_day_counts: bool, holidays: Set[date]) -> date:
    """The nth weekday outside the holidays after the start, or before it."""
    step = ONE_DAY if amount > 0 else -ONE_DAY
    left = abs(amount)
    day = start
    if left and first_day_counts and _is_working_day(day, holidays):
        left -= 1
    while left:
        day += step
        left -= _is_working_day(day, holidays)
    return day


def _is_working_day(day: date, holidays: Set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
