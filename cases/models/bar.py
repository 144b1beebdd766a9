from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Person
from cases.models.about_child import AboutChild
from cases.models.fact import keep_history


class BarQuerySet(models.QuerySet["Bar"]):
    def live(self) -> Self:
        return self.filter(lifted_at__isnull=True)


@keep_history
class Bar(AboutChild):
    """A person who may never open this record, even if allocated, even in an emergency."""

    class Ground(models.TextChoices):
        CONFLICT = "conflict", "Conflict of interest"
        INTEREST = "interest", "Declared an interest"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.CharField(max_length=500)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(max_length=500, blank=True)

    objects = BarQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "child"],
                condition=Q(lifted_at__isnull=True),
                name="person_is_barred_from_a_child_once",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lift_reason=""),
                name="lifted_bar_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()
