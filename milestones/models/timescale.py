from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority
from cases.models import keep_history


class TimescaleQuerySet(models.QuerySet["Timescale"]):
    def open_to(self, authority: Authority) -> Self:
        """Shipped rules and the authority's own, whether switched on or not."""
        return self.filter(Q(authority__isnull=True) | Q(authority=authority))


@keep_history
class Timescale(models.Model):
    """A rule as data: from one kind of fact to another, within a limit.

    `definition` is read by milestones.rules.rule_from_data; nothing else gives it meaning.
    """

    class Basis(models.TextChoices):
        STATUTORY = "statutory", "Statutory"
        GUIDANCE = "guidance", "Guidance"
        LOCAL = "local", "Local rule"
        AIM = "aim", "PACE aim"

    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="timescales"
    )
    ref = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=200, help_text="The rule in plain words, with its limit")
    stops_when = models.CharField(max_length=200, blank=True, help_text="“the review is held”")
    definition = models.JSONField()
    basis = models.CharField(max_length=10, choices=Basis)
    instrument = models.CharField(max_length=200, blank=True)
    section = models.CharField(max_length=80, blank=True)
    source_note = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    lead_times = models.JSONField(
        default=list, blank=True, help_text='How long before the due day: [[6, "weeks"]]'
    )
    is_on_by_default = models.BooleanField(default=False)
    is_verified = models.BooleanField(default=True, help_text="The number was read in the source")
    chased_until = models.DateField(
        null=True, blank=True, help_text="An aim’s target day: after it its clocks are history"
    )
    is_superseded = models.BooleanField(default=False, help_text="An aim that was revised")
    position = models.PositiveSmallIntegerField(default=0)

    objects = TimescaleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "ref", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "ref", "version"],
                nulls_distinct=False,
                name="timescale_version_is_written_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="timescale_is_valid_until_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(basis="aim") | Q(authority__isnull=False),
                name="aim_timescale_belongs_to_an_authority",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_chased(self, *, on: date) -> bool:
        """Whether its clocks ask something of people: an aim's do until its target day."""
        return self.chased_until is None or self.chased_until >= on

    @property
    def source(self) -> str:
        """Where the rule comes from, as the pages print it."""
        words = ", ".join(part for part in (self.instrument, self.section) if part)
        if self.basis in {self.Basis.STATUTORY, self.Basis.GUIDANCE}:
            return f"{self.get_basis_display()}: {words}" if words else self.get_basis_display()
        return words or self.get_basis_display()


class TimescaleSwitch(models.Model):
    """An authority's own choice to run a shipped rule, or not to; and how early it is warned."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    ref = models.CharField(max_length=60)
    is_on = models.BooleanField()
    lead_times = models.JSONField(
        null=True, blank=True, help_text='Its own, instead of the shipped ones: [[6, "months"]]'
    )

    class Meta:
        verbose_name_plural = "timescale switches"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "ref"], name="timescale_has_one_switch_in_an_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {'on' if self.is_on else 'off'}"


class Holiday(models.Model):
    """A day that is no working day: Scotland's (no authority) or a council's own."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="holidays"
    )
    on = models.DateField("day")
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "on"], nulls_distinct=False, name="holiday_is_listed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.on}"
