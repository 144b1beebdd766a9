from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Person, Team
from cases.models.fact import Fact, FactQuerySet, keep_history


class InvolvementQuerySet(FactQuerySet):
    def allocated(self) -> Self:
        """The social workers who hold a child now: at most one a child."""
        return self.standing().filter(ended_on__isnull=True, capacity="social_worker")

    def teams(self) -> Self:
        """The teams that hold a child now: at most one a child."""
        return self.standing().filter(ended_on__isnull=True, capacity="team")

    def current(self, *, on: date) -> Self:
        return self.standing().filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=on), began_on__lte=on
        )


@keep_history
class Involvement(Fact):
    """Who works with this child, as what and why, from a day until a day."""

    class Capacity(models.TextChoices):
        SOCIAL_WORKER = "social_worker", "Social worker"
        CO_WORKER = "co_worker", "Co-worker"
        TEAM_LEADER = "team_leader", "Team leader"
        LEGAL = "legal", "Legal services"
        MEDICAL_ADVISER = "medical_adviser", "Medical adviser"
        TEAM = "team", "Team"
        OTHER = "other", "Other"

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    email = models.EmailField(blank=True, help_text="Until that person has joined")
    capacity = models.CharField(max_length=20, choices=Capacity, default=Capacity.SOCIAL_WORKER)
    purpose = models.CharField(max_length=200, blank=True)
    began_on = models.DateField("since")
    ended_on = models.DateField("until", null=True, blank=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta(Fact.Meta):
        ordering = ["capacity", "began_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="involvement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(email="") | Q(team__isnull=False),
                name="involvement_names_a_person_or_an_email_or_a_team",
            ),
            models.CheckConstraint(
                condition=Q(capacity="team", team__isnull=False)
                | (~Q(capacity="team") & Q(team__isnull=True)),
                name="involvement_of_a_team_names_the_team",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(voided_at__isnull=True, ended_on__isnull=True, capacity="team"),
                name="child_has_one_team_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(
                    voided_at__isnull=True, ended_on__isnull=True, capacity="social_worker"
                ),
                name="child_has_one_social_worker_at_a_time",
            ),
        ]

        indexes = [
            models.Index(
                fields=["authority", "person"],
                condition=Q(voided_at__isnull=True, ended_on__isnull=True),
                name="involvements_of_a_person",
            ),
            models.Index(
                fields=["authority", "team"],
                condition=Q(voided_at__isnull=True, ended_on__isnull=True),
                name="involvements_of_a_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} since {self.began_on}"
