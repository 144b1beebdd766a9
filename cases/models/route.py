from django.db import models
from django.db.models import Q

from cases.models.fact import Fact, keep_history


class RouteCode(models.TextChoices):
    """The four routes to permanence; the order with authority to adopt counted by itself."""

    HOME = "home", "Home"
    KINSHIP = "kinship", "Kinship care"
    PERMANENCE_ORDER = "permanence_order", "Permanence order"
    PERMANENCE_ORDER_ADOPTION = (
        "permanence_order_adoption",
        "Permanence order with authority to adopt",
    )
    DIRECT_ADOPTION = "direct_adoption", "Direct adoption"


@keep_history
class Route(Fact):
    """The plan for where the child will grow up, from a day until the next one is chosen."""

    route = models.CharField("route to permanence", max_length=30, choices=RouteCode)
    from_on = models.DateField("from")
    reason = models.CharField("why", max_length=500, blank=True)

    class Meta(Fact.Meta):
        ordering = ["from_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["child", "from_on"],
                condition=Q(voided_at__isnull=True),
                name="child_has_one_route_from_a_day",
                # The field a form shows the message at.
                violation_error_code="from_on",
                violation_error_message=(
                    "A route from this day is already recorded. Correct that one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_route_display()} from {self.from_on}"
