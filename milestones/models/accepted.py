"""Questions that are right as recorded: who said so, why, and until which change of the facts."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import Person
from cases.models.about_child import AboutChild


class AcceptedQuestionQuerySet(models.QuerySet["AcceptedQuestion"]):
    def live(self) -> Self:
        return self.filter(ended_at__isnull=True)


class AcceptedQuestion(AboutChild):
    """A question by its natural key, as questions come and go with the facts.

    `says` names the facts as they were when somebody looked: once they differ, it ends.
    """

    class Why(models.TextChoices):
        REOPENED = "reopened", "Somebody asked it again"
        FACTS = "facts", "The facts it was about changed"

    code = models.CharField(max_length=40)
    fact_kind = models.CharField(max_length=20, blank=True)
    fact_id = models.BigIntegerField(null=True, help_text="The row of the fact that is in doubt")
    says = models.CharField(max_length=64, help_text="What the question said, as a digest")
    reason = models.CharField(max_length=500)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=10, choices=Why, blank=True)

    objects = AcceptedQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-accepted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "code", "fact_kind", "fact_id"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="question_is_accepted_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="accepted_question_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="ended_acceptance_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, right as recorded"
