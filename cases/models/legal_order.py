from django.db import models
from django.db.models import F, Q

from cases.models.fact import Fact, keep_history


@keep_history
class LegalOrder(Fact):
    """A legal basis: made, expires, ended. Several may overlap; a continuation is a new one."""

    class Kind(models.TextChoices):
        CSO = "cso", "Compulsory supervision order"
        ICSO = "icso", "Interim compulsory supervision order"
        CPO = "cpo", "Child protection order"
        SECTION_25 = "section_25", "Section 25 (by agreement)"
        PERMANENCE_ORDER = "permanence_order", "Permanence order"
        PERMANENCE_ORDER_ADOPTION = (
            "permanence_order_adoption",
            "Permanence order with authority to adopt",
        )
        ADOPTION_ORDER = "adoption_order", "Adoption order"
        KINSHIP_CARE_ORDER = "kinship_care_order", "Kinship care order"

    kind = models.CharField("order", max_length=30, choices=Kind)
    made_on = models.DateField("made on")
    expires_on = models.DateField("expires on", null=True, blank=True)
    ended_on = models.DateField("ended on", null=True, blank=True)

    class Meta(Fact.Meta):
        ordering = ["made_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("made_on")),
                name="order_expires_after_it_is_made",
                # The field a form shows the message at.
                violation_error_code="expires_on",
                violation_error_message=(
                    "The day the order expires must be on or after the day it was made."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("made_on")),
                name="order_ends_after_it_is_made",
                violation_error_code="ended_on",
                violation_error_message=(
                    "The day the order ended must be on or after the day it was made."
                ),
            ),
            models.UniqueConstraint(
                fields=["child", "kind", "made_on"],
                condition=Q(voided_at__isnull=True),
                name="order_of_a_kind_is_made_once_a_day",
                violation_error_code="made_on",
                violation_error_message="This order, made on this day, is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.made_on}"
