from datetime import date, datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from accounts.models import Membership, Person
from accounts.roles import Role
from accounts.today import today
from cases.models.about_child import AboutChild
from cases.models.fact import keep_history

models.CharField.register_lookup(Length)

BREAK_GLASS_LASTS = timedelta(hours=4)
SHARE_LASTS_AT_MOST = timedelta(days=184)
LASTS_AT_MOST = timedelta(days=366)
SHORTEST_REASON = 20


class GrantQuerySet(models.QuerySet["Grant"]):
    def live(self, *, at: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, begins_at__lte=at, ends_at__gt=at)

    def emergencies(self) -> Self:
        return self.filter(ground=Grant.Ground.BREAK_GLASS)

    def unjudged(self) -> Self:
        return self.filter(judged_at__isnull=True)


@keep_history
class Grant(AboutChild):
    """Leave to know of one child, on a ground, for a purpose, until a moment (security.md §4: G).

    Without a membership it is everybody's who acts in the role there: an office such as the
    panel's desk. Nothing is open for ever: every grant ends.
    """

    class Ground(models.TextChoices):
        OWN_REVIEW = "own_review", "Own review"
        AGENDA_ITEM = "agenda_item", "On a panel’s agenda"
        LEGAL_INSTRUCTION = "legal_instruction", "Legal instruction"
        AWAITING_DECISION = "awaiting_decision", "Awaiting a decision"
        SHARE = "share", "Shared with a partner"
        BREAK_GLASS = "break_glass", "Opened in an emergency"

    role = models.CharField(max_length=30, choices=Role)
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    ground = models.CharField(max_length=20, choices=Ground)
    purpose = models.CharField(max_length=300)
    field_groups = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    meets_on = models.DateField("the panel meets on", null=True, blank=True)
    begins_at = models.DateTimeField("from")
    ends_at = models.DateTimeField("until")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField(max_length=300, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    is_justified = models.BooleanField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="grant_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("begins_at") + LASTS_AT_MOST),
                name="grant_lasts_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(ground="share")
                | (
                    Q(ends_at__lte=F("begins_at") + SHARE_LASTS_AT_MOST)
                    & Q(membership__isnull=False)
                    & ~Q(purpose="")
                    & Q(field_groups__len__gt=0)
                ),
                name="share_names_a_person_a_purpose_and_groups_for_six_months",
            ),
            models.CheckConstraint(
                condition=~Q(ground="break_glass")
                | (
                    Q(ends_at__lte=F("begins_at") + BREAK_GLASS_LASTS)
                    & Q(membership__isnull=False)
                    & Q(purpose__length__gte=SHORTEST_REASON)
                ),
                name="break_glass_says_why_and_lasts_four_hours",
            ),
            models.CheckConstraint(
                condition=Q(membership__isnull=False)
                | Q(role__in=["panel_administrator", "legal", "decision_maker"]),
                name="grant_names_a_person_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""),
                name="revoked_grant_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "role", "membership", "ends_at"],
                condition=Q(revoked_at__isnull=True),
                name="grants_of_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} until {self.ends_at:%d %B %Y}"

    def is_live(self, *, at: datetime) -> bool:
        return self.revoked_at is None and self.begins_at <= at < self.ends_at

    @property
    def last_day(self) -> date:
        """The last day in Scotland on which it opens anything: one that ends at midnight ends
        with the day before."""
        return today(self.ends_at - timedelta(microseconds=1))
