"""What one cell may hold: from its text to a value, or the sentence that says what is wrong."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

Reader = Callable[[str], Any]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_GSS = re.compile(r"S[0-9]{8}", re.ASCII)
# Control characters but for tab and line breaks, halves of surrogate pairs, non-characters.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EARLIEST = 1900

_SEXES = {
    **dict.fromkeys(("female", "f", "girl"), "female"),
    **dict.fromkeys(("male", "m", "boy"), "male"),
    **dict.fromkeys(("other", "o"), "other"),
    **dict.fromkeys(("not known", "not_known", "unknown", "n", "u"), ""),
}


class CellFault(ValueError):
    """What is wrong with a cell, as the end of a sentence that begins with its column.

    Never repeats the cell: in a shifted line it may be a child's name.
    """


def read_date(cell: str) -> date:
    if not _DAY.fullmatch(cell):
        raise CellFault("is not a date: write year, month and day, like 2018-05-03.")
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        raise CellFault("is a day that no calendar has: check the day and the month.") from None
    if day.year < _EARLIEST:
        raise CellFault(f"lies before {_EARLIEST}: check the year.")
    return day


def read_time(cell: str) -> time:
    found = _TIME.fullmatch(cell)
    if not found:
        raise CellFault("is not a time: write hours and minutes, from 00:00 to 23:59.")
    return time(int(found[1]), int(found[2]))


def read_email(cell: str) -> str:
    try:
        validate_email(cell)
    except ValidationError:
        raise CellFault("is not an e-mail address: write one like name@council.gov.uk.") from None
    if len(cell) > 254:
        raise CellFault("is longer than 254 characters, too long for an e-mail address.")
    return cell.lower()


def read_sex(cell: str) -> str:
    try:
        return _SEXES[cell.lower()]
    except KeyError:
        raise CellFault("must be female, male, other, or empty where it is not known.") from None


def read_gss_code(cell: str) -> str:
    if not _GSS.fullmatch(cell):
        raise CellFault("is not a GSS code: write the council’s code, like S12000019.")
    return cell


def text(longest: int) -> Reader:
    def read(cell: str) -> str:
        if len(cell) > longest:
            raise CellFault(f"is longer than {longest} characters: shorten it.")
        return cell

    return read


def one_of(codes: list[str]) -> Reader:
    known = frozenset(codes)
    listed = ", ".join(codes)

    def read(cell: str) -> str:
        if cell not in known:
            raise CellFault(f"must be one of these codes: {listed}.")
        return cell

    return read


def unkeepable(cell: str) -> bool:
    """Whether the text holds what PostgreSQL or a spreadsheet could not give back."""
    return _UNKEEPABLE.search(cell) is not None
