from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Authority

HELD = "held"
NOT_HELD = "not_held"


class Outcome(models.Model):
    """What a milestone came to, as data. Every kind knows held and not held."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class MilestoneKindQuerySet(models.QuerySet["MilestoneKind"]):
    def used_by(self, authority: Authority) -> Self:
        return self.filter(Q(authority__isnull=True) | Q(authority=authority))


class MilestoneKind(models.Model):
    """A kind of event on the journey: shipped ones belong to nobody, local ones to a council."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, null=True, blank=True, related_name="+"
    )
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    outcomes = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    asks_route = models.BooleanField(default=False)
    asks_chair = models.BooleanField(default=False)
    is_lac_review = models.BooleanField(
        default=False, help_text="A looked-after review in law (LAC Regulations 2009)"
    )
    stage = models.CharField(
        max_length=20, blank=True, help_text="The row of the journey it belongs to"
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = MilestoneKindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code"],
                nulls_distinct=False,
                name="milestone_kind_has_one_code",
            ),
        ]

    def __str__(self) -> str:
        return self.name
