from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models.agreement import SharingAgreement
from accounts.models.authority import Agency, Authority, Locality, Team
from accounts.models.person import Person
from accounts.roles import Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self, *, on: date) -> Self:
        """Held on that day, by a person who may sign in, under an agreement that is in force."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=on),
            Q(agreement__isnull=True) | Q(agreement__begins_on__lte=on, agreement__ends_on__gt=on),
            Q(covers__isnull=True) | Q(covers__ends_on__isnull=True) | Q(covers__ends_on__gt=on),
            ~Q(role=Role.CELCIS, agreement__isnull=True),
            begins_on__lte=on,
            person__is_active=True,
        )

    def held_by(self, person: Person) -> Self:
        return self.filter(person=person)

    def with_place(self) -> Self:
        """With everything an actor is asked for, in the one query."""
        return self.select_related(
            "person", "authority", "locality", "team__locality", "agency", "covers__person"
        )


class Membership(models.Model):
    """A person's role in one authority, from a day until a day: the only source of rights."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    locality = models.ForeignKey(Locality, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(
        max_length=200, blank=True, help_text="Employment, or the data-sharing agreement"
    )
    agreement = models.ForeignKey(
        SharingAgreement, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    covers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_by",
        help_text="The colleague's role that this one stands in for",
    )
    confirmed_on = models.DateField(
        null=True, blank=True, help_text="The last access review that confirmed it"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["person", "begins_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person", "authority", "role", "team", "covers", "begins_on"],
                nulls_distinct=False,
                name="membership_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="membership_belongs_to_one_authority"
            ),
            models.CheckConstraint(
                condition=Q(covers__isnull=True) | Q(ends_on__isnull=False),
                name="cover_for_a_colleague_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        if self.covers is not None:
            return f"Cover for {self.covers.person.full_name}, {self.covers}"
        return f"{self.get_role_display()}, {self.place}"

    @property
    def place(self) -> str:
        """Where the role is held, in people's words: the team, the locality or the council."""
        return str(self.team or self.locality or self.authority)
