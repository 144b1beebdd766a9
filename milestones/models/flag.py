"""Flags: a clock near or past its limit, said once; and what people answered."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Person
from accounts.roles import Role
from cases.models.about_child import AboutChild
from milestones.models.timescale import Timescale


class FlagQuerySet(models.QuerySet["Flag"]):
    def live(self) -> Self:
        return self.filter(cleared_at__isnull=True)

    def standing(self, *, on: date) -> Self:
        """Those that held on that day, by what is known now: a late entry mends the past."""
        return self.filter(Q(cleared_at__isnull=True) | Q(cleared_on__gt=on), raised_on__lte=on)


class OfAClock(AboutChild):
    """About a clock by its natural key: the clock's own row comes and goes with the facts."""

    timescale = models.ForeignKey(Timescale, models.PROTECT, related_name="+", db_index=False)
    started_on = models.DateField("of the clock that started on")

    class Meta:
        abstract = True

    @property
    def clock_key(self) -> tuple[int, int, date]:
        return (self.child_id, self.timescale_id, self.started_on)


class Flag(OfAClock):
    """One step of a clock towards or past its limit: raised once, cleared with a why, kept."""

    class Step(models.TextChoices):
        APPROACHING = "approaching", "Approaching"
        OVERDUE = "overdue", "Overdue"

    class Why(models.TextChoices):
        STOPPED = "stopped", "What stops the clock was recorded"
        LEFT = "left", "The child left the situation that the rule is about"
        EXTENDED = "extended", "A later day was granted"
        CORRECTED = "corrected", "The facts were corrected"
        STEP = "step", "The next step was reached"
        SWITCHED_OFF = "switched_off", "The rule no longer runs here"
        HISTORY = "history", "It was due before the authority went live"
        QUERY = "query", "The facts contradict one another and are to be corrected"
        SEALED = "sealed", "The record was sealed"

    due_on = models.DateField()
    step = models.CharField(max_length=12, choices=Step)
    lead_days = models.PositiveSmallIntegerField(
        null=True, help_text="Days from the lead time's day to the due day"
    )
    raised_on = models.DateField(help_text="The day it was flagged for")
    raised_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_on = models.DateField(
        null=True, help_text="The first day on which it did not hold, by what is known since"
    )
    cleared_because = models.CharField(max_length=12, choices=Why, blank=True)
    cleared_by_fact = models.CharField(max_length=300, blank=True, help_text="In words")

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "timescale", "started_on"],
                condition=Q(cleared_at__isnull=True),
                name="clock_has_one_live_flag",
            ),
            models.CheckConstraint(
                condition=Q(step="approaching", lead_days__isnull=False)
                | Q(step="overdue", lead_days__isnull=True),
                name="approaching_flag_says_how_long_before",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_on__isnull=True, cleared_because="")
                | (Q(cleared_at__isnull=False, cleared_on__isnull=False) & ~Q(cleared_because="")),
                name="cleared_flag_says_why_and_since_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "due_on", "child"],
                condition=Q(cleared_at__isnull=True),
                name="live_flags_by_due_day",
            ),
            models.Index(
                fields=["authority", "cleared_on"],
                condition=Q(cleared_at__isnull=False),
                name="flags_cleared_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, due {self.due_on}"


class DelayCause(models.Model):
    """Why a date is missed: the shipped list, until an authority makes one of its own."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="delay_causes"
    )
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"],
                nulls_distinct=False,
                name="delay_cause_is_listed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delay(OfAClock):
    """A clock's cause of delay and the new promised date; the next one supersedes it."""

    cause = models.ForeignKey(DelayCause, models.PROTECT, related_name="+")
    promised_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "timescale", "started_on"],
                condition=Q(superseded_at__isnull=True),
                name="clock_has_one_cause_of_delay_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause}, promised {self.promised_on}"


class Snooze(OfAClock):
    """No notice of a clock until a day, and why; ended early by `woken_at`."""

    until = models.DateField(help_text="The day it speaks up again")
    reason = models.CharField(max_length=500)
    snoozed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    snoozed_on = models.DateField()
    snoozed_at = models.DateTimeField(auto_now_add=True)
    woken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-snoozed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="snooze_says_why"),
            models.CheckConstraint(
                condition=Q(until__gt=F("snoozed_on")), name="snooze_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["child", "timescale", "started_on"],
                condition=Q(woken_at__isnull=True),
                name="clock_is_snoozed_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"until {self.until}"


class LadderRung(models.Model):
    """Who is told of an overdue clock after how many days: an authority's own ladder."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="ladder"
    )
    role = models.CharField(
        max_length=30,
        choices=[(r.value, r.label) for r in (Role.SOCIAL_WORKER, Role.TEAM_LEADER, Role.MANAGER)],
    )
    after_days = models.PositiveSmallIntegerField(
        help_text="Days overdue, without a promised date still ahead"
    )

    class Meta:
        ordering = ["after_days", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "role"], nulls_distinct=False, name="ladder_names_a_role_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} after {self.after_days} days"
