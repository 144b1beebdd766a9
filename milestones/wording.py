"""Lengths of time and limits, said as people say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any


def spoken_days(days: int) -> str:
    """Under 14 days in days, from 14 days in weeks and days: “7 weeks 1 day”."""
    if days < 14:
        return _counted(days, "day")
    weeks, rest = divmod(days, 7)
    return _counted(weeks, "week") + (f" {_counted(rest, 'day')}" if rest else "")


def spoken_date(day: date) -> str:
    """“17 March 2026”."""
    return f"{day.day} {day:%B %Y}"


def spoken_age(born_on: date, on: date) -> str:
    """“7 weeks” under 6 months, “7 months” under 2 years, then “2 years 7 months” or “11 years”."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    if months < 0:
        return "not yet born"
    if months < 6:
        return _counted((on - born_on).days // 7, "week")
    years, rest = divmod(months, 12)
    if years < 2:
        return _counted(months, "month")
    if years < 5 and rest:
        return f"{_counted(years, 'year')} {_counted(rest, 'month')}"
    return _counted(years, "year")


def spoken_limit(limit: Mapping[str, Any] | None) -> str:
    """“30 weeks”, “7½ months”, “3 working days”; empty for a duty without a limit."""
    if not limit or limit.get("amount") is None:
        return ""
    amount, unit = abs(limit["amount"]), str(limit["unit"]).replace("_", " ")
    whole = int(amount)
    number = f"{whole or ''}½" if amount != whole else str(whole)
    return f"{number} {unit.removesuffix('s') if amount == 1 else unit}"


def _counted(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"
