"""The roles held in an authority, as its system administrator and its reviewers list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404

from accounts.actors import Actor
from accounts.models import AuditEntry, Membership, SharingAgreement, SystemToken, Team
from accounts.models.membership import MembershipQuerySet
from accounts.quarters import is_confirmed_since, quarter_of, review_ends_on
from accounts.roles import Role

ASKED, ANSWERED = "person.ask", "person.approve"
# Whoever holds one of these could let others in, or look at what they do: two people decide.
HIGH_ROLES = frozenset({Role.MANAGER, Role.INFORMATION_GOVERNANCE, Role.SYSTEM_ADMINISTRATOR})
# Roles of other agencies, held under a data-sharing agreement.
UNDER_AN_AGREEMENT = frozenset({Role.PARTNER, Role.REPORTER, Role.CELCIS})
ASKING_LASTS = timedelta(days=14)


def held_in(actor: Actor) -> MembershipQuerySet:
    """Live memberships of the authority and those still to begin, by name."""
    on = actor.on
    here = Membership.objects.filter(authority=actor.authority)
    not_over = here.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return (
        not_over.with_place()
        .select_related("agreement")
        .order_by("person__full_name", "begins_on", "pk")
    )


def get_membership(actor: Actor, membership_id: int) -> Membership:
    """A membership of the authority that is not over. Http404 for any other."""
    found = held_in(actor).filter(pk=membership_id).first()
    if found is None:
        raise Http404("No such membership")
    return found


def teams_of(actor: Actor) -> Sequence[Team]:
    return list(Team.objects.filter(authority=actor.authority))


def agreements_of(actor: Actor) -> Sequence[SharingAgreement]:
    """Agreements in force, by number."""
    live = SharingAgreement.objects.live(on=actor.on)
    return list(live.filter(authority=actor.authority))


@dataclass(frozen=True, slots=True)
class Held:
    membership: Membership
    last_seen: datetime | None
    is_confirmed: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Review:
    quarter: date
    ends_on: date
    rows: Sequence[Held]

    @property
    def open(self) -> int:
        return sum(not row.is_confirmed for row in self.rows)


def review_of(actor: Actor) -> Review:
    """This quarter's review: every role held, the unconfirmed first."""
    quarter = quarter_of(actor.on)
    own = actor.person.pk if actor.person else None
    rows = [
        Held(
            membership=each,
            last_seen=each.last_seen,  # type: ignore[attr-defined]
            is_confirmed=is_confirmed_since(each, quarter),
            is_own=each.person_id == own,
        )
        for each in _with_last_seen(held_in(actor))
    ]
    rows.sort(key=lambda row: row.is_confirmed)
    return Review(quarter, review_ends_on(quarter), rows)


def _with_last_seen(found: MembershipQuerySet) -> MembershipQuerySet:
    noted = AuditEntry.objects.filter(
        authority=OuterRef("authority"), person=OuterRef("person"), acting_as=OuterRef("role")
    )
    return found.annotate(last_seen=Subquery(noted.order_by("-at").values("at")[:1]))


@dataclass(frozen=True, slots=True)
class Asking:
    """A high role that was asked for: it stands in the audit until a manager answers."""

    entry: AuditEntry

    @property
    def asked_id(self) -> UUID:
        return self.entry.entry_id

    @property
    def email(self) -> str:
        return str(self.entry.detail["email"])

    @property
    def full_name(self) -> str:
        return str(self.entry.detail["full_name"])

    @property
    def role(self) -> Role:
        return Role(self.entry.detail["role"])

    @property
    def ends_on(self) -> date | None:
        told = self.entry.detail.get("ends_on")
        return date.fromisoformat(told) if told else None


def askings(actor: Actor) -> list[Asking]:
    """High roles asked for in the last fortnight and not answered yet, oldest first."""
    here = AuditEntry.objects.filter(authority=actor.authority)
    answered = here.filter(act=ANSWERED).values("subject_id")
    asked = here.filter(act=ASKED, at__gt=actor.at - ASKING_LASTS).exclude(entry_id__in=answered)
    return [Asking(entry) for entry in asked.select_related("person").order_by("at", "pk")]


def get_asking(actor: Actor, asked_id: UUID) -> Asking:
    """Http404 for what was not asked here, or is answered, or too old."""
    for asking in askings(actor):
        if asking.asked_id == asked_id:
            return asking
    raise Http404("Nothing of this kind is asked")


def tokens_of(actor: Actor) -> Sequence[SystemToken]:
    """Tokens of other systems under the authority's memberships, those in force first."""
    here = SystemToken.objects.filter(membership__authority=actor.authority)
    found = here.select_related("membership__person", "membership__authority", "made_by")
    return list(found.order_by("-revoked_at", "-ends_on", "name"))


def get_token(actor: Actor, token_id: UUID) -> SystemToken:
    for token in tokens_of(actor):
        if token.public_id == token_id:
            return token
    raise Http404("No such token")


def own_tokens(actor: Actor) -> Sequence[SystemToken]:
    """Tokens that act under the membership the person acts under now."""
    live = SystemToken.objects.live(on=actor.on)
    return list(live.filter(membership=actor.membership))
