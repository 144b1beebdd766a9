"""Clocks and flags of an authority as the nightly run reads them: few columns, few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from accounts.models import Authority
from accounts.today import today
from milestones.flags.changes import KeptFlag
from milestones.flags.wanted import FlaggedClock, WantedFlags, wanted_flags
from milestones.leads import Leads
from milestones.models import Clock, Flag


@dataclass(frozen=True, slots=True)
class FlagDay:
    """The day that is flagged for, in one authority, and the moment at which it is done."""

    authority: Authority
    on: date
    leads: Leads
    at: datetime

    @property
    def known_on(self) -> date:
        """Until when facts are known: where the day lies back, later than the day.

        Then what stopped or ended a clock after the day is left out, and what is flagged so is
        history at once.
        """
        return max(self.on, today(self.at))

    def wanted(self, child_ids: Collection[int] | None = None) -> WantedFlags:
        """The flags that should stand on the day."""
        clocks = self._clocks(child_ids)
        return wanted_flags(clocks, self.leads, on=self.on, known_on=self.known_on)

    def _clocks(self, child_ids: Collection[int] | None) -> list[FlaggedClock]:
        of_here = Clock.objects.filter(authority=self.authority, child__sealed_on__isnull=True)
        if child_ids is not None:
            of_here = of_here.filter(child__in=child_ids)
        looks_back = self.known_on > self.on
        running = of_here.ran_on(self.on) if looks_back else of_here.running(on=self.on)
        near = running.since_going_live().filter(
            due_on__lte=self.on + timedelta(days=self.leads.longest)
        )
        rows = near.order_by("child", "timescale", "started_on")
        return [FlaggedClock(*row) for row in rows.values_list(*FlaggedClock._fields)]

    def kept(self, child_ids: Collection[int] | None = None) -> list[KeptFlag]:
        """The flags that stand on the day or were raised for a later one."""
        of_here = Flag.objects.filter(authority=self.authority)
        if child_ids is not None:
            of_here = of_here.filter(child__in=child_ids)
        kept = of_here.filter(Q(cleared_at__isnull=True) | Q(cleared_on__gt=self.on))
        return [KeptFlag(*row) for row in kept.order_by("pk").values_list(*KeptFlag._fields)]
