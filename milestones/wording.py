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
