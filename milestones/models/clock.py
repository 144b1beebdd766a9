from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Authority, Locality
from cases.models import Child, Episode
from cases.standing import within_reach
from milestones.models.milestone import Milestone
from milestones.models.timescale import Timescale, TimescaleSwitch
from milestones.reading import LEFT_FIRST, WINDOW

OPEN = Q(stopped_on__isnull=True, in_query=False)
# An aim counts the children of its window, but its rule runs for the others too: "we still have
# to have a plan for the children still waiting" (Argyll and Bute).
STILL_RUNS = ["", WINDOW, LEFT_FIRST]


class ClockQuerySet(models.QuerySet["Clock"]):
    def visible_to(self, actor: Actor, *, act: str = "clock.list") -> Self:
        return self.filter(within_reach(actor, act, child="child"))

    def running(self, *, on: date) -> Self:
        """Neither stopped nor ended by that day: what somebody still has to do.

        An order's expiry ends a clock on a day known beforehand, so the end is compared.
        """
        return self.filter(OPEN).still_asked(on=on)

    def ran_on(self, on: date) -> Self:
        """Those that ran on a day that lies back: what stopped them since was not known."""
        is_open = Q(stopped_on__isnull=True) | Q(stopped_on__gt=on)
        return self.filter(is_open, in_query=False).still_asked(on=on)

    def still_asked(self, *, on: date) -> Self:
        """Not over, and of a rule that runs; whatever stopped them."""
        return (
            self.filter(excluded_because__in=STILL_RUNS, timescale__is_superseded=False)
            .filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
            .filter(Q(timescale__chased_until__isnull=True) | Q(timescale__chased_until__gte=on))
            .exclude(timescale__basis=Timescale.Basis.AIM, due_on__isnull=True)
        )

    def due_before(self, on: date) -> Self:
        """Overdue on that day: the due day itself is still in time."""
        return self.filter(due_on__lt=on)

    def with_rules(self) -> Self:
        """Each with its rule, and the lead times that the authority chose instead of its own."""
        chosen = TimescaleSwitch.objects.filter(
            authority=models.OuterRef("authority"), ref=models.OuterRef("timescale__ref")
        )
        own = models.Subquery(chosen.values("lead_times")[:1])
        return self.select_related("timescale").annotate(own_lead_times=own)

    def since_going_live(self) -> Self:
        """Without history: clocks due before the authority's first day are shown, not chased."""
        return self.exclude(
            authority__went_live_on__isnull=False, due_on__lt=models.F("authority__went_live_on")
        )


class Clock(models.Model):
    """A timescale running for one child: a projection of the facts, and nothing else.

    Written only by milestones.clocks.refresh_clocks. Status is never stored: it follows
    from these dates and the day of the question (milestones.status).
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, related_name="clocks", db_constraint=False)
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    timescale = models.ForeignKey(Timescale, models.PROTECT, related_name="clocks")
    started_on = models.DateField()
    started_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    stopped_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        Milestone, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    stopped_outcome = models.CharField(max_length=30, blank=True)
    stopped_by_exit = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    exit_reason = models.CharField(max_length=30, blank=True)
    in_query = models.BooleanField(default=False)
    excluded_because = models.CharField(max_length=20, blank=True)
    transferred_in = models.BooleanField(default=False)
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, related_name="+", db_constraint=False
    )

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "timescale", "started_on"],
                name="clock_of_a_timescale_starts_once_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "due_on", "child", "timescale"],
                condition=OPEN,
                name="clocks_open_by_due_day",
            ),
            models.Index(fields=["timescale", "started_on"], name="clocks_of_a_timescale"),
        ]

    def __str__(self) -> str:
        return f"Clock {self.pk}"

    def is_followed(self, *, on: date) -> bool:
        """Whether the child's page tells of it: running as lists mean it, or past and counted."""
        rule = self.timescale
        if rule.is_superseded or (rule.basis == Timescale.Basis.AIM and self.due_on is None):
            return False
        if not rule.is_chased(on=on):
            is_of_its_time = rule.is_chased(on=self.started_on)
            return is_of_its_time and self.excluded_because == "" and self.stopped_on is not None
        return self.excluded_because in STILL_RUNS
