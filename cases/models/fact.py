"""What every dated fact about a child shares: whose it is, who recorded it, whether it stands."""

import uuid
from typing import Any, Self, TypeVar

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Person

M = TypeVar("M", bound=models.Model)


class FactQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Facts that have not been voided."""
        return self.filter(voided_at__isnull=True)

    def of_child(self, child: Any) -> Self:
        return self.filter(child=child)


class Fact(models.Model):
    """A dated fact. Correcting it voids it with a reason and records another that replaces it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # No index of its own: it tells few rows apart, and on tables without statistics the
    # planner takes it for the foreign keys' checks, which then read a whole council each.
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    # The real foreign key is (authority_id, child_id), made in the migration: a fact can
    # never hang on another authority's child.
    child = models.ForeignKey(
        "cases.Child", models.PROTECT, related_name="%(class)ss", db_constraint=False
    )
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    void_reason = models.CharField(max_length=500, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="voided_%(class)s_says_why",
            ),
        ]

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None


def keep_history(model: type[M]) -> type[M]:
    """Row history by trigger: what the record said, and when; bulk and raw SQL included."""
    # Trackers remember their model, so each model needs its own.
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
    )
    tracked: type[M] = track(model)
    return tracked
