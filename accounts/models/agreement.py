from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models.authority import Agency, Authority


class SharingAgreementQuerySet(models.QuerySet["SharingAgreement"]):
    def live(self, *, on: date) -> Self:
        return self.filter(begins_on__lte=on, ends_on__gt=on)


class SharingAgreement(models.Model):
    """A data-sharing agreement between a council and another agency, from a day until a day."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="agreements")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=40)
    purpose = models.CharField(max_length=300)
    signatories = models.CharField(max_length=300, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()

    objects = SharingAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["authority", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number"], name="agreement_is_numbered_once_in_an_authority"
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="agreement_belongs_to_one_authority"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="agreement_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.number
