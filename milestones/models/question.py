"""Data-quality questions: what the facts say of a child that cannot well be so."""

from datetime import date
from typing import Self

from django.db import models

from cases.models.about_child import AboutChild


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked(self, *, on: date) -> Self:
        """Those that stand on that day: a planned day must have passed, a route be long due."""
        return self.filter(asks_from__lte=on)


class Question(AboutChild):
    """Something to look at in a child's facts: a projection of them, like a clock.

    Written only with the clocks (milestones.clocks.refresh_clocks), from the same histories.
    """

    code = models.CharField(max_length=40)
    fact_kind = models.CharField(max_length=20, blank=True)
    fact_id = models.BigIntegerField(null=True, help_text="The row of the fact that is in doubt")
    asks_from = models.DateField()
    about_on = models.DateField(null=True, help_text="The day in the facts that it is about")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asks_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "code", "fact_kind", "fact_id"],
                nulls_distinct=False,
                name="question_is_asked_once_of_a_fact",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "asks_from", "child"], name="questions_by_the_day_they_ask"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} from {self.asks_from}"
