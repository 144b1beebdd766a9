from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Person
from cases.models.about_child import AboutChild
from cases.models.fact import keep_history

# Six calendar months are 184 days at most.
NAMED_AT_MOST = timedelta(days=184)
REVIEWED_EVERY = timedelta(days=90)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def live(self) -> Self:
        return self.filter(lifted_at__isnull=True)


@keep_history
class Restriction(AboutChild):
    """A record that only named people may know of (security.md §4; council policies of §1)."""

    class Ground(models.TextChoices):
        STAFF_OR_RELATIVE = "staff_or_relative", "Child or relative of a member of staff"
        HIGH_PROFILE = "high_profile", "High profile"
        SERIOUS_CASE_REVIEW = "serious_case_review", "Learning or serious case review"
        PRE_ADOPTION = "pre_adoption", "Before adoption"
        HIGH_RISK = "high_risk", "High risk of harm"

    ground = models.CharField(max_length=25, choices=Ground)
    reason = models.CharField(max_length=500)
    imposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    imposed_at = models.DateTimeField(auto_now_add=True)
    inherited_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="inherited_by"
    )
    review_by = models.DateField(help_text="Looked at again every 90 days")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lift_reason = models.CharField(max_length=500, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["imposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(lifted_at__isnull=True),
                name="child_is_restricted_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="restriction_belongs_to_one_authority"
            ),
            models.CheckConstraint(
                condition=Q(imposed_by__isnull=True)
                | Q(approved_by__isnull=True)
                | ~Q(imposed_by=F("approved_by")),
                name="restriction_is_approved_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True) | ~Q(lift_reason=""),
                name="lifted_restriction_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority"],
                condition=Q(lifted_at__isnull=True),
                name="restrictions_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()


class NamedPersonQuerySet(models.QuerySet["NamedPerson"]):
    def live(self, *, on: date) -> Self:
        return self.filter(begins_on__lte=on, ends_on__gt=on, ended_at__isnull=True)


@keep_history
class NamedPerson(models.Model):
    """Someone who may know of a restricted child, until a day: two weeks, or six months."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    restriction = models.ForeignKey(
        Restriction, models.PROTECT, related_name="named", db_constraint=False
    )
    child = models.ForeignKey("cases.Child", models.PROTECT, related_name="+", db_constraint=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    named_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = NamedPersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "named people"
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="naming_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__lte=F("begins_on") + NAMED_AT_MOST),
                name="naming_lasts_six_months_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} until {self.ends_on}"
