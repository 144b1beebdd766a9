import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Person
from accounts.roles import Role
from cases.models.about_child import AboutChild
from cases.models.fact import keep_history


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(state=Proposal.State.OPEN)


@keep_history
class Proposal(AboutChild):
    """What one person asks for and another decides: the proposer never approves."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correct a record"
        RESTRICT = "restrict", "Restrict the record"
        LIFT_RESTRICTION = "lift_restriction", "Lift the restriction"
        BAR = "bar", "Bar a person"
        LIFT_BAR = "lift_bar", "Lift a bar"
        SEAL = "seal", "Seal after adoption"
        RELEASE = "release", "Open a sealed record"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.CharField(max_length=500)
    detail = models.JSONField(default=dict, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_as = models.CharField(max_length=30, choices=Role)
    proposed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "id", "proposed_by"],
                name="proposal_belongs_to_one_authority_and_proposer",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="decided_proposal_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_says_why"),
        ]
        indexes = [
            models.Index(
                fields=["authority", "kind"], condition=Q(state="open"), name="proposals_open"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@keep_history
class Approval(models.Model):
    """One person's word on a proposal that is not their own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    # With the proposer as part of the key, so that the database itself can compare them.
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="approvals", db_constraint=False
    )
    proposer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    approves = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("proposer")), name="nobody_approves_their_own_proposal"
            ),
            models.UniqueConstraint(
                fields=["proposal", "person"], name="a_person_decides_a_proposal_once"
            ),
        ]

    def __str__(self) -> str:
        return "approved" if self.approves else "refused"
