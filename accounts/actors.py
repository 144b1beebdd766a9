"""An actor: a person working under one live membership at a time."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from accounts.models import Authority, Locality, Membership, Person
from accounts.policy import SYSTEM, codes_of, may
from accounts.roles import Role
from accounts.sightings import Sightings
from accounts.today import today


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, as what, where and at which moment; `seen` gathers whose records were shown."""

    person: Person | None
    authority: Authority
    role: str
    membership: Membership | None = None
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    seen: Sightings = field(default_factory=Sightings, compare=False, repr=False)

    @property
    def on(self) -> date:
        """The day of the request in Scotland."""
        return today(self.at)

    @property
    def is_system(self) -> bool:
        return self.role == SYSTEM

    @property
    def role_name(self) -> str:
        return "the system" if self.is_system else Role(self.role).label

    @property
    def place(self) -> str:
        return self.membership.place if self.membership else str(self.authority)

    @property
    def works_for(self) -> Person | None:
        """Whose allocated children these are: their own, or those of the colleague covered."""
        covered = self.membership.covers if self.membership else None
        return covered.person if covered else self.person

    @property
    def team_id(self) -> int | None:
        return self.membership.team_id if self.membership else None

    @property
    def locality(self) -> Locality | None:
        """Where the role is held, if it is held in a part of the council only."""
        if self.membership is None:
            return None
        team = self.membership.team
        return self.membership.locality or (team.locality if team else None)

    def may(self, act: str) -> bool:
        return may(self.role, act)

    def reaches(self, act: str) -> frozenset[str]:
        """How far the role goes with an act; the system everywhere in its authority."""
        return frozenset("A") if self.is_system else codes_of(self.role, act)


def acting_as(
    membership: Membership, *, at: datetime | None = None, request_id: uuid.UUID | None = None
) -> Actor:
    return Actor(
        person=membership.person,
        authority=membership.authority,
        role=membership.role,
        membership=membership,
        request_id=request_id or uuid.uuid4(),
        at=at or datetime.now(UTC),
    )


def system_actor(
    authority: Authority, *, at: datetime | None = None, request_id: uuid.UUID | None = None
) -> Actor:
    """For commands and nightly jobs: no person, one authority, audited as the system."""
    return Actor(
        person=None,
        authority=authority,
        role=SYSTEM,
        request_id=request_id or uuid.uuid4(),
        at=at or datetime.now(UTC),
    )
