from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from cases.models.episode import ReturnKind
from cases.models.fact import Fact, keep_history
from cases.models.periods import date_range


@keep_history
class Placement(Fact):
    """Where the child lived from a day until a day. Every setting but home is accommodation."""

    class Setting(models.TextChoices):
        HOME = "home", "At home with parents"
        KINSHIP = "kinship", "With kinship carers"
        FOSTER = "foster", "With foster carers"
        PROSPECTIVE_ADOPTERS = "prospective_adopters", "With prospective adopters"
        RESIDENTIAL = "residential", "In residential care"
        SECURE = "secure", "In secure care"
        OTHER = "other", "Somewhere else"

    class Basis(models.TextChoices):
        ORDINARY = "ordinary", "Ordinary"
        EMERGENCY = "emergency", "Emergency"
        SHORT_BREAK = "short_break", "Short break"

    setting = models.CharField("lives", max_length=25, choices=Setting)
    began_on = models.DateField("moved there on")
    began_at = models.TimeField("time of the move", null=True, blank=True)
    ended_on = models.DateField("left on", null=True, blank=True)
    basis = models.CharField(max_length=15, choices=Basis, default=Basis.ORDINARY)
    return_kind = models.CharField("return home", max_length=10, choices=ReturnKind, blank=True)
    address = models.CharField(max_length=300, blank=True)
    carers = models.CharField("who cares for the child", max_length=200, blank=True)

    class Meta(Fact.Meta):
        ordering = ["began_on", "pk"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="placement_ends_after_it_starts",
                # The field a form shows the message at.
                violation_error_code="ended_on",
                violation_error_message=(
                    "The day the child left must be on or after the day they moved there."
                ),
            ),
            models.CheckConstraint(
                condition=Q(return_kind="") | Q(setting="home"),
                name="only_a_placement_at_home_is_a_return",
                violation_error_code="return_kind",
                violation_error_message=(
                    "On trial or for good is asked of a return home only: leave it empty."
                ),
            ),
            ExclusionConstraint(
                name="child_has_one_placement_at_a_time",
                violation_error_code="began_on",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (date_range("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=(
                    "The child already lives somewhere else in that time. End the other placement "
                    "first, or change the dates."
                ),
            ),
            models.UniqueConstraint(
                fields=["child", "setting", "began_on"],
                condition=Q(voided_at__isnull=True),
                name="child_moves_to_a_setting_once_a_day",
                violation_error_code="began_on",
                violation_error_message="This move is already recorded.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_setting_display()} from {self.began_on}"
