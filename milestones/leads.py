"""How long before its due day a clock asks for attention: shipped lead times, or the council's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any

from django.db.models import Q

from accounts.models import Authority
from milestones.durations import due_on
from milestones.models import Clock, Flag, Holiday, Timescale, TimescaleSwitch

WORKING_DAYS = "working_days"
# Days in one of each unit at the most; of working days, the longest break is Christmas with a
# weekend at each end.
AT_MOST = {"hours": 1, "days": 1, WORKING_DAYS: 6, "weeks": 7, "months": 31, "years": 366}
LONGEST = 36_525
SEVERAL = (list, tuple)
LeadTimes = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a clock is: past a lead time, so many days before the due day, or overdue."""

    step: str
    lead_days: int | None = None


OVERDUE = Step(Flag.Step.OVERDUE)


@dataclass(frozen=True, slots=True)
class Leads:
    """An authority's lead times by timescale, and the days that are no working days there."""

    times: Mapping[int, LeadTimes]
    holidays: frozenset[date] = frozenset()
    _days: dict[tuple[int, date], tuple[date, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, authority: Authority) -> "Leads":
        own = lead_times_chosen(authority)
        shipped = Timescale.objects.open_to(authority).values_list("pk", "ref", "lead_times")
        times = {pk: own.get(ref, times) for pk, ref, times in shipped}
        return cls(times, _holidays(authority.pk, times.values()))

    @classmethod
    def of_clocks(cls, clocks: Iterable[Clock]) -> "Leads":
        """Of the clocks of one page, which were read `with_rules`: no query of its own, unless
        some lead time is counted in working days."""
        shown = {clock.timescale_id: clock for clock in clocks}
        times = {pk: lead_times_of(clock) for pk, clock in shown.items()}
        authority_id = next((clock.authority_id for clock in shown.values()), None)
        return cls(times, _holidays(authority_id, times.values()))

    def first_day(self, timescale_id: int, due: date) -> date:
        """The first day of amber: the longest lead time before the due day.

        A lead time that cannot be counted colours nothing; the nightly run tells of it.
        """
        try:
            return min(self.days(timescale_id, due), default=due)
        except (ValueError, TypeError):
            return due

    def days(self, timescale_id: int, due: date) -> tuple[date, ...]:
        """Each lead time's day, earliest first.

        Raises ValueError or TypeError for a lead time that cannot be counted.
        """
        key = (timescale_id, due)
        if key not in self._days:
            self._days[key] = tuple(sorted(self._counted(timescale_id, due)))
        return self._days[key]

    def _counted(self, timescale_id: int, due: date) -> Iterable[date]:
        for amount, unit in self.times.get(timescale_id, []):
            yield due_on(due, -amount, unit, holidays=self.holidays)

    @property
    def longest(self) -> int:
        """No lead time is longer than so many days; what cannot be counted is not looked at."""
        leads = (lead for times in self.times.values() for lead in countable(times))
        return min(LONGEST, max((ceil(n * AT_MOST[u]) for n, u in leads), default=0))

    def step(self, timescale_id: int, due: date, on: date) -> Step | None:
        """The step reached on that day; the due day itself is still in time (A1)."""
        if on > due:
            return OVERDUE
        reached = [day for day in self.days(timescale_id, due) if day <= on]
        return Step(Flag.Step.APPROACHING, (due - reached[-1]).days) if reached else None


def lead_times_chosen(authority: Authority) -> dict[str, LeadTimes]:
    """The authority's own lead times, by the rule's ref."""
    chosen = TimescaleSwitch.objects.filter(authority=authority, lead_times__isnull=False)
    return dict(chosen.values_list("ref", "lead_times"))


def lead_times_of(clock: Clock) -> LeadTimes:
    """The authority's own for the rule, where the clock was read with them; else the shipped."""
    own: LeadTimes | None = getattr(clock, "own_lead_times", None)
    return clock.timescale.lead_times if own is None else own


def _holidays(authority_id: int | None, times: Iterable[LeadTimes]) -> frozenset[date]:
    """Asked for only where a lead time is counted in working days."""
    if not any(WORKING_DAYS in lead for leads in times for lead in _listed(leads)):
        return frozenset()
    here = Holiday.objects.filter(Q(authority__isnull=True) | Q(authority=authority_id))
    return frozenset(here.values_list("on", flat=True))


def _listed(leads: Any) -> list[list[Any]]:
    """What is no list of lead times names no unit; its clocks are told of when they are read."""
    return (
        [each for each in leads if isinstance(each, SEVERAL)] if isinstance(leads, SEVERAL) else []
    )


def countable(leads: Any) -> Iterable[tuple[float, str]]:
    """Those that are an amount of a known unit, of whatever was kept."""
    for lead in _listed(leads):
        if len(lead) == 2 and isinstance(lead[0], int | float) and str(lead[1]) in AT_MOST:
            yield min(abs(lead[0]), LONGEST), str(lead[1])
