from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.actors import Actor
from accounts.models import Authority
from cases.models import keep_history
from milestones.models import Timescale


class AimQuerySet(models.QuerySet["Aim"]):
    def visible_to(self, actor: Actor) -> Self:
        if not actor.may("aim.view"):
            return self.none()
        return self.filter(authority=actor.authority)

    def latest(self) -> Self:
        return self.filter(is_superseded=False)


@keep_history
class Aim(models.Model):
    """A promise: what share of an authority's clocks will stop in time, by which day.

    `document` is the aim exactly as written in contract.md's format; the columns beside it
    repeat what lists sort and filter by, and are set from it in one place (aims.services).
    """

    class Kind(models.TextChoices):
        DURATION = "duration", "Duration"
        COVERAGE = "coverage", "Coverage"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="aims")
    ref = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(max_length=120)
    national_stage = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    document = models.JSONField()
    timescale = models.OneToOneField(Timescale, models.PROTECT, related_name="aim")
    target_percent = models.PositiveSmallIntegerField(null=True)
    stretch_percent = models.PositiveSmallIntegerField(null=True)
    target_date = models.DateField(null=True)
    reported_on = models.DateField(
        null=True, help_text="The day an aim of the past was reported at; its page opens there"
    )
    is_draft = models.BooleanField(default=False)
    is_superseded = models.BooleanField(default=False)

    objects = AimQuerySet.as_manager()

    class Meta:
        ordering = ["authority", "national_stage", "ref", "version"]
        constraints = [
            models.UniqueConstraint(fields=["ref", "version"], name="aim_version_is_written_once"),
            models.UniqueConstraint(
                fields=["ref"],
                condition=Q(is_superseded=False),
                name="aim_has_one_latest_version",
            ),
            models.CheckConstraint(
                condition=Q(target_percent__isnull=True) | Q(target_percent__range=(1, 100)),
                name="aim_target_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(stretch_percent__isnull=True)
                | Q(stretch_percent__lte=100, stretch_percent__gte=F("target_percent")),
                name="aim_stretch_is_beyond_its_target",
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True)
                | Q(target_percent__isnull=False, target_date__isnull=False),
                name="aim_without_blanks_or_a_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref}@{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("aim", args=[self.ref])
