"""Days that are no working days: Scotland's, which ship, and the council's own, by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from accounts.models import Authority
from milestones.models import Holiday

RECENT_YEARS = 1


@dataclass(frozen=True, slots=True)
class HolidayYear:
    year: int
    days: Sequence[Holiday]
    # Nothing of the council's own, and neither this year nor the next: folded on the page.
    is_far: bool


def holiday_years(authority: Authority, *, on: date) -> list[HolidayYear]:
    """From last year on, and every year with a day of the council's own."""
    shown = Q(on__year__gte=on.year - RECENT_YEARS) | Q(authority=authority)
    days = _kept_here(authority).filter(shown).order_by("on", "pk")
    return [_year(year, list(own), on) for year, own in groupby(days, lambda day: day.on.year)]


def _year(year: int, days: list[Holiday], on: date) -> HolidayYear:
    has_own = any(day.authority_id is not None for day in days)
    return HolidayYear(year, days, is_far=not has_own and year not in (on.year, on.year + 1))


def holiday_on(authority: Authority, day: date) -> Holiday | None:
    """The council's own on that day, else Scotland's."""
    found = _kept_here(authority).filter(on=day)
    return min(found, key=lambda each: each.authority_id is None, default=None)


def _kept_here(authority: Authority) -> QuerySet[Holiday]:
    return Holiday.objects.filter(Q(authority__isnull=True) | Q(authority=authority))
