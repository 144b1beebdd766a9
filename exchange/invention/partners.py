"""The invented partners' agencies and agreements, and the cover for an invented colleague."""

from datetime import date, timedelta

from accounts.actors import Actor
from accounts.models import Agency, Membership, SharingAgreement
from accounts.roles import Role
from accounts.services import write_audit_entry

SIGNED, LASTS = timedelta(days=400), timedelta(days=800)
COVER_SINCE, COVER_FOR = timedelta(days=3), timedelta(days=14)
# Role, the agency’s name and kind, what the agreement is for.
PARTNERS: tuple[tuple[str, str, str, str], ...] = (
    (
        Role.PARTNER,
        "NHS {council}",
        Agency.Kind.HEALTH,
        "Medical advice for children looked after by the council",
    ),
    (
        Role.REPORTER,
        "Scottish Children’s Reporter Administration",
        Agency.Kind.SCRA,
        "Compulsory supervision orders and hearings",
    ),
    (Role.CELCIS, "CELCIS", Agency.Kind.CELCIS, "Published figures of the PACE programme"),
)


def agree_with_partners(members: dict[str, Membership], *, by: Actor, on: date) -> None:
    """Each partner of the council works for an agency, under an agreement that is in force."""
    for number, (role, name, kind, purpose) in enumerate(PARTNERS, start=1):
        agency, _ = Agency.objects.get_or_create(
            name=name.format(council=by.authority.name), defaults={"kind": kind}
        )
        agreement, _ = SharingAgreement.objects.get_or_create(
            authority=by.authority,
            number=f"DSA-{on.year}-{number:02}",
            defaults={
                "agency": agency,
                "purpose": purpose,
                "begins_on": on - SIGNED,
                "ends_on": on - SIGNED + LASTS,
            },
        )
        found = Membership.objects.filter(pk=members[role].pk)
        found.update(agency=agency, agreement=agreement)
    write_audit_entry(by=by, act="person.invite", detail={"agreements": len(PARTNERS)})


def cover_for_a_colleague(members: dict[str, Membership], *, by: Actor, on: date) -> None:
    """The social worker people sign in as stands in for another of the team for two weeks."""
    stands_in = members[Role.SOCIAL_WORKER]
    colleagues = Membership.objects.live(on=on).filter(
        authority=by.authority, role=Role.SOCIAL_WORKER, team=stands_in.team, covers=None
    )
    colleague = colleagues.exclude(person=stands_in.person).order_by("pk").first()
    if colleague is None:
        return
    Membership.objects.create(
        person=stands_in.person,
        authority=by.authority,
        role=Role.SOCIAL_WORKER,
        team=colleague.team,
        locality=colleague.locality,
        covers=colleague,
        begins_on=on - COVER_SINCE,
        ends_on=on + COVER_FOR,
        granted_by=members[Role.TEAM_LEADER].person,
        basis="Cover for a colleague on leave",
    )
    write_audit_entry(by=by, act="cover.arrange", detail={"from": str(on - COVER_SINCE)})
