"""Spans of due days that work is counted by: how long over, this week, two weeks, six, later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from milestones.durations import ONE_DAY

OVER, WEEK, TWO, SIX, LATER = "over", "week", "two", "six", "later"
FORTNIGHT, SIX_WEEKS = timedelta(weeks=2), timedelta(weeks=6)
SPANS = (
    (OVER, "Overdue"),
    (TWO, "Due within 2 weeks"),
    (SIX, "Due in 2 to 6 weeks"),
    (LATER, "Later"),
)
# How many days over: the address's word, the words of the page, the first day and the last.
AGES: tuple[tuple[str, str, int, int | None], ...] = (
    ("0-14", "Up to 2 weeks", 0, 14),
    ("15-42", "2 to 6 weeks", 15, 42),
    ("43-84", "6 to 12 weeks", 43, 84),
    ("85-", "Over 12 weeks", 85, None),
)


@dataclass(frozen=True, slots=True)
class Span:
    """Due days from the first to the last, both within; without one it is open there."""

    code: str
    title: str
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        after = self.first is None or self.first <= day
        return after and (self.last is None or day <= self.last)

    def asked(self, field: str = "due_on") -> Q:
        bounds = {f"{field}__gte": self.first, f"{field}__lte": self.last}
        asked = {bound: day for bound, day in bounds.items() if day is not None}
        return Q(**(asked or {f"{field}__isnull": False}))


def spans(*, on: date) -> list[Span]:
    """Overdue; within two weeks; in two to six weeks; later: no day is in two of them."""
    ends = [on - ONE_DAY, on + FORTNIGHT, on + SIX_WEEKS]
    begins = [None, *(day + ONE_DAY for day in ends)]
    days = zip(begins, [*ends, None], strict=True)
    return [
        Span(code, title, first, last)
        for (code, title), (first, last) in zip(SPANS, days, strict=True)
    ]


def ages(*, on: date) -> list[Span]:
    """How long overdue; what is due today is in none of them."""
    found = []
    for code, title, least, most in AGES:
        first = None if most is None else on - timedelta(days=most)
        found.append(Span(code, title, first, on - timedelta(days=max(least, 1))))
    return found


def groups(*, on: date) -> list[Span]:
    """A list of work: overdue; to the end of this week; to six weeks from now; later."""
    sunday = on + timedelta(days=6 - on.weekday())
    six_weeks = max(on + SIX_WEEKS, sunday + ONE_DAY)
    return [
        Span(OVER, "Overdue", None, on - ONE_DAY),
        Span(WEEK, "Due this week", on, sunday),
        Span(SIX, "Due in the next six weeks", sunday + ONE_DAY, six_weeks),
        Span(LATER, "Later", six_weeks + ONE_DAY, None),
    ]


def named(code: str, among: Sequence[Span]) -> Span | None:
    return next((span for span in among if span.code == code), None)
