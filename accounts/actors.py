"""An actor: a person working under one live membership at a time."""

import uuid
from dataclasses import dataclass, field

from accounts.models import Authority, Membership, Person
from accounts.policy import SYSTEM, may
from accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    person: Person | None
    authority: Authority
    role: str
    membership: Membership | None = None
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def role_name(self) -> str:
        return "the system" if self.role == SYSTEM else Role(self.role).label

    @property
    def place(self) -> str:
        return self.membership.place if self.membership else str(self.authority)

    def may(self, act: str) -> bool:
        return may(self.role, act)


def acting_as(membership: Membership, *, request_id: uuid.UUID | None = None) -> Actor:
    return Actor(
        person=membership.person,
        authority=membership.authority,
        role=membership.role,
        membership=membership,
        request_id=request_id or uuid.uuid4(),
    )


def system_actor(authority: Authority) -> Actor:
    """For commands and nightly jobs: no person, one authority, audited as the system."""
    return Actor(person=None, authority=authority, role=SYSTEM)
