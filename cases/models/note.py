from django.db import models

from accounts.models import Agency
from cases.models.fact import Fact, keep_history


@keep_history
class Note(Fact):
    """What one profession writes down for those who need it: health, legal advice, the panel."""

    class Group(models.TextChoices):
        HEALTH = "health", "Health note"
        LEGAL_ADVICE = "legal_advice", "Legal advice"
        PANEL = "panel", "Panel minutes"

    group = models.CharField("kind of note", max_length=15, choices=Group)
    about_on = models.DateField("of")
    text = models.TextField("note", max_length=4000)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        ordering = ["about_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something"),
            models.UniqueConstraint(
                fields=["authority", "id"], name="note_belongs_to_one_authority"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()} of {self.about_on}"
