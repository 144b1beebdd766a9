"""What an address asks for: words, an id, a page; anything unknown is as if it were not there."""

from uuid import UUID

from django.http import QueryDict

LONGEST_NUMBER = 6


def word_asked(query: QueryDict, name: str, *, longest: int) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:longest]


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def page_asked(query: QueryDict, *, last: int) -> int:
    """Its page number, kept within what there is."""
    text = query.get("page", "1")
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return min(max(int(text) if is_number else 1, 1), last)


def last_page(total: int, *, at_once: int) -> int:
    """The number of the last of the pages that so many rows fill; there is always one."""
    return max(1, -(-total // at_once))
