"""What the address asks of the overdue list: anything unknown is as if it were not there."""

from django.http import QueryDict

from milestones.work.lists import Filters

LONGEST = 80


def asked_filters(query: QueryDict) -> Filters:
    names = ("rule", "locality", "worker", "due", "age", "booked")
    return Filters(**{name: _word(query, name) for name in names})


def page_asked(query: QueryDict, *, last: int) -> int:
    """The page number of the address, kept within what there is."""
    text = query.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    return min(max(number, 1), last)


def _word(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "")[:LONGEST]
