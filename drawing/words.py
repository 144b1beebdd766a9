"""How numbers, lengths of time, days and lists are said, in drawings and beside them."""

from collections.abc import Iterable
from datetime import date, datetime

FORTNIGHT = 14


def counted(n: int, word: str) -> str:
    """“1 day”, “5 weeks”."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def listed(parts: Iterable[str], *, last: str = "or") -> str:
    """“a, b or c”."""
    words = list(parts)
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def length_of(days: int) -> str:
    """Under 14 days in days, from 14 days in weeks and days: “7 weeks 1 day”."""
    if days < FORTNIGHT:
        return counted(days, "day")
    weeks, rest = divmod(days, 7)
    return counted(weeks, "week") + (f" {counted(rest, 'day')}" if rest else "")


def short_length_of(days: int) -> str:
    """For inside a bar: “29 w 3 d”."""
    weeks, rest = divmod(days, 7)
    told = [f"{weeks} w"] if weeks else []
    return " ".join([*told, *([f"{rest} d"] if rest or not weeks else [])])


def sentence_day(day: date) -> str:
    """“17 March 2026”."""
    return f"{day.day} {day:%B} {day.year}"


def table_day(day: date) -> str:
    """“17 Mar 2026”."""
    return f"{day.day} {day:%b} {day.year}"


def weekday_day(day: date) -> str:
    """“Tuesday 17 March 2026”."""
    return f"{day:%A} {sentence_day(day)}"


def moment(at: datetime) -> str:
    """“Tuesday 17 March 2026, 09:42”."""
    return f"{weekday_day(at)}, {at:%H:%M}"
