"""Writing the councils of the world, their teams, agreements and people."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from accounts.actors import Actor
from accounts.models import (
    Agency,
    Authority,
    Locality,
    Membership,
    Person,
    SharingAgreement,
    SystemToken,
    Team,
)
from accounts.roles import Role
from accounts.tokens import token_hash
from exchange.world.cast import (
    AGENCIES,
    EAST,
    EVERYBODY,
    LISTED,
    UNDER_AN_AGREEMENT,
    WEST,
    Council,
    Someone,
)
from exchange.world.seeded import Seeded

LONG_AGO = timedelta(days=900)
AGREED_AGO, AGREED_FOR = timedelta(days=300), timedelta(days=900)
COVER_LASTS = timedelta(days=60)
Members = dict[str, Membership]


def write_council(council: Council) -> Authority:
    return Authority.objects.create(code=council.code, name=council.name)


def write_teams(by: Actor, council: Council) -> dict[str, Team]:
    """One team in each of two localities."""
    teams = {}
    for side in (EAST, WEST):
        locality = Locality.objects.create(authority=by.authority, name=f"{council.name} {side}")
        teams[side] = Team.objects.create(
            authority=by.authority, locality=locality, name=f"{council.name} {side} team"
        )
    return teams


def write_people(
    by: Actor, council: Council, teams: dict[str, Team], *, seeded: Seeded, on: date
) -> Members:
    """Everybody with the one role they hold, those who are covered before who covers them."""
    members: Members = {}
    for someone in sorted(EVERYBODY, key=lambda each: each.covers != ""):
        person = Person.objects.create(
            public_id=seeded.public_id("person", someone.email(council)),
            email=someone.email(council),
            full_name=someone.full_name(council),
            password=make_password(seeded.password(someone.email(council))),
        )
        team = teams.get(someone.side)
        members[someone.key] = Membership.objects.create(
            person=person,
            authority=by.authority,
            role=someone.role,
            team=team,
            locality=team.locality if team else None,
            agency=_agency(someone.role, council),
            agreement=_agreement(someone.role, by, council, on=on),
            begins_on=on - LONG_AGO,
            ends_on=on + COVER_LASTS if someone.covers else None,
            covers=members.get(someone.covers),
            confirmed_on=on - timedelta(days=30),
            basis="Invented for security checks",
        )
    return members


def _agency(role: str, council: Council) -> Agency | None:
    if role not in AGENCIES:
        return None
    name, kind = AGENCIES[role]
    found, _ = Agency.objects.get_or_create(
        name=name.format(council=council.name), defaults={"kind": kind}
    )
    return found


def _agreement(role: str, by: Actor, council: Council, *, on: date) -> SharingAgreement | None:
    if role not in UNDER_AN_AGREEMENT:
        return None
    if role == Role.CELCIS and not council.shares_with_celcis:
        return None
    return SharingAgreement.objects.create(
        authority=by.authority,
        agency=_agency(role, council),
        number=f"{council.name[0]}-{role}",
        purpose="Invented for security checks",
        begins_on=on - AGREED_AGO,
        ends_on=on + AGREED_FOR,
    )


def write_tokens(members: Members, council: Council, *, seeded: Seeded, on: date) -> None:
    """A token of another system for each listed role: what it opens is what the role opens."""
    for someone in LISTED:
        SystemToken.objects.create(
            membership=members[someone.key],
            name=f"Checks as {someone.key}",
            token_hash=token_hash(token_of(someone, council, seeded)),
            begins_on=on - timedelta(days=30),
            ends_on=on + timedelta(days=300),
        )


def token_of(someone: Someone, council: Council, seeded: Seeded) -> str:
    return seeded.token(someone.email(council))
