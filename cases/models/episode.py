from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from cases.models.fact import Fact, keep_history
from cases.models.periods import date_range


class ReturnKind(models.TextChoices):
    TRIAL = "trial", "on trial"
    PERMANENT = "permanent", "for good"


@keep_history
class Episode(Fact):
    """A spell of being looked after, by a council, from a day until a day."""

    class Destination(models.TextChoices):
        HOME = "home", "Home"
        KINSHIP_ORDER = "kinship_order", "Kinship care order"
        ADOPTED = "adopted", "Adopted"
        ADULTHOOD = "adulthood", "Grown up"
        TRANSFERRED = "transferred", "To another council"
        DIED = "died", "Died"
        OTHER = "other", "Elsewhere"

    began_on = models.DateField("became looked after on")
    ended_on = models.DateField("stopped being looked after on", null=True, blank=True)
    destination = models.CharField(
        "where the child went", max_length=20, choices=Destination, blank=True
    )
    return_kind = models.CharField("return home", max_length=10, choices=ReturnKind, blank=True)
    transferred_from = models.CharField("came from (GSS code)", max_length=9, blank=True)
    originally_accommodated_on = models.DateField(
        "first accommodated by the other council on", null=True, blank=True
    )

    class Meta(Fact.Meta):
        ordering = ["began_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="episode_ends_after_it_begins",
                # The field a form shows the message at.
                violation_error_code="ended_on",
                violation_error_message=(
                    "The day the child stopped being looked after must be on or after the day it "
                    "began."
                ),
            ),
            models.CheckConstraint(
                condition=Q(destination="") | Q(ended_on__isnull=False),
                name="episode_with_a_destination_has_ended",
                violation_error_code="ended_on",
                violation_error_message=(
                    "A destination needs the day the child stopped being looked after."
                ),
            ),
            ExclusionConstraint(
                name="child_has_one_episode_at_a_time",
                violation_error_code="began_on",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (date_range("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=(
                    "The child is already looked after in that time. End the other episode first, "
                    "or change the dates."
                ),
            ),
            models.UniqueConstraint(
                fields=["child", "began_on"],
                condition=Q(voided_at__isnull=True),
                name="child_has_one_episode_from_a_day",
                violation_error_code="began_on",
                violation_error_message="An episode that began on this day is already recorded.",
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="episode_belongs_to_one_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"Looked after from {self.began_on}"
