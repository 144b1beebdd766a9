import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models.membership import Membership
from accounts.models.person import Person


class SystemTokenQuerySet(models.QuerySet["SystemToken"]):
    def live(self, *, on: date) -> Self:
        return self.filter(revoked_at__isnull=True, begins_on__lte=on, ends_on__gt=on)


class SystemToken(models.Model):
    """How another system reads the API: it acts under one membership; only a hash is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="tokens")
    name = models.CharField("which system", max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SystemTokenQuerySet.as_manager()

    class Meta:
        ordering = ["membership", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="token_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name
