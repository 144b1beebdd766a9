"""Lists come in numbered pages of at most a hundred."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from accounts.api.parameters import whole_number

MOST_ROWS = 100
USUAL_ROWS = 50
LAST_PAGE = 100_000

PAGE = whole_number(
    "page", "Which page, from 1; past the last one it is empty.", least=1, most=LAST_PAGE
)
ROWS = whole_number("page_size", "How many rows a page has.", least=1, most=MOST_ROWS)
PAGING = (PAGE, ROWS)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and how many there are in all that the asker may know of."""

    rows: Sequence[Any]
    count: int
    number: int
    size: int

    @property
    def last(self) -> int:
        return max(1, -(-self.count // self.size))


def page_of(found: "QuerySet[Any] | Sequence[Any]", asked: Mapping[str, Any]) -> Page:
    number, size = asked.get(PAGE.name, 1), asked.get(ROWS.name, USUAL_ROWS)
    count = found.count() if isinstance(found, QuerySet) else len(found)
    first = (number - 1) * size
    rows = list(found[first : first + size]) if first < count else []
    return Page(rows, count, number, size)


def as_data(
    page: Page, rows: Sequence[Any], *, path: str, asked: Mapping[str, Any]
) -> dict[str, Any]:
    """The page with its neighbours’ addresses, which keep what was asked."""
    return {
        "count": page.count,
        "next": _address(path, asked, page.number + 1) if page.number < page.last else None,
        "previous": _address(path, asked, page.number - 1) if page.number > 1 else None,
        "results": rows,
    }


def _address(path: str, asked: Mapping[str, Any], number: int) -> str:
    return f"{path}?{urlencode({**asked, PAGE.name: number})}"


class Paged:
    """How the API's description tells of a page (drf-spectacular asks for it)."""

    def get_paginated_response_schema(self, rows: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri-reference", "nullable": True}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "minimum": 0},
                "next": address,
                "previous": address,
                "results": {**rows, "maxItems": MOST_ROWS},
            },
        }

    def get_schema_operation_parameters(self, view: object) -> list[dict[str, Any]]:
        return []
