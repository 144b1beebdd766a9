"""The file that security checks read: told from the seed and the day, not from the database."""

from datetime import date, timedelta
from typing import Any

from exchange.world.cast import COUNCILS, EVERYBODY, EXTRA, LISTED, Council, Someone
from exchange.world.closing import ASKED_BY
from exchange.world.leave import MEETS_IN, grant_period
from exchange.world.people import token_of
from exchange.world.plan import FACTS, PLACES, RESTRICTED, SEALED, STORIES, Leave, Story
from exchange.world.planted import Planted
from exchange.world.seeded import Seeded

PEOPLE = {someone.key: someone for someone in EVERYBODY}


def told_world(*, seeded: Seeded, on: date) -> dict[str, Any]:
    return {
        "seed": seeded.seed,
        "on": on.isoformat(),
        "authorities": [told_council(council, seeded=seeded, on=on) for council in COUNCILS],
    }


def told_council(council: Council, *, seeded: Seeded, on: date) -> dict[str, Any]:
    stories = [Planted(seeded, council, story) for story in STORIES]
    return {
        "code": council.code,
        "name": council.name,
        "people": [told_person(someone, council, seeded) for someone in LISTED],
        "others": [told_person(someone, council, seeded) for someone in EXTRA],
        "children": [told_child(planted, council) for planted in stories],
        "agendas": [
            told_agenda(planted, leave, on=on)
            for planted in stories
            for leave in planted.story.leave
            if leave.meets
        ],
        "grants": [
            told_grant(planted, leave, number, council, on=on)
            for planted in stories
            for number, leave in enumerate(planted.story.leave)
        ],
        "proposals": [told_proposal(each, council) for each in stories if each.story.asked],
        "restrictions": [told_restriction(each, council) for each in stories if each.story.named],
        "exports": [{"aim": aim_ref(council), "formats": ["csv", "xlsx"]}],
        "tokens": [
            {
                "username": someone.email(council),
                "roles": [str(someone.role)],
                "token": token_of(someone, council, seeded),
            }
            for someone in LISTED
        ],
    }


def aim_ref(council: Council) -> str:
    return f"{council.name.lower()}-2"


def told_person(someone: Someone, council: Council, seeded: Seeded) -> dict[str, Any]:
    email = someone.email(council)
    return {
        "username": email,
        "password": seeded.password(email),
        "totp_secret": seeded.totp_secret(email),
        "roles": [str(someone.role)],
        "name": someone.full_name(council),
        "team": f"{council.name} {someone.side} team" if someone.side else None,
        "why": someone.why,
    }


def told_child(planted: Planted, council: Council) -> dict[str, Any]:
    story, canaries = planted.story, planted.canaries()
    return {
        "child_ref": planted.child_ref,
        "public_id": str(planted.told_id),
        "former_public_id": str(planted.public_id("child")) if story.state == SEALED else None,
        "state": story.state,
        "story": story.key,
        "canaries": sorted(canaries),
        # Reasons are also read, by duty, by those who approve, review and audit them.
        "reasons": sorted(planted.reasons()),
        "planted": {
            canary: {"where": where, "group": PLACES[where]}
            for canary, where in sorted(canaries.items())
        },
        "allocated_to": None if story.is_former else _email(story.worker, council),
        "team": f"{council.name} {story.team} team" if story.team and not story.is_former else None,
        "granted_to": _granted_to(story, council),
        "named": [_email(key, council) for key in story.named],
        "asked_by": _email(ASKED_BY.get(story.asked, ""), council),
        "facts": {
            name: {"kind": kind, "public_id": str(planted.fact_id(name))}
            for name, kind in FACTS.items()
        },
    }


def _email(key: str, council: Council) -> str | None:
    return PEOPLE[key].email(council) if key else None


def _granted_to(story: Story, council: Council) -> list[str]:
    """Who holds a grant that has not ended; a restricted or barred record stays shut for them."""
    if story.state == SEALED:
        return []
    return [_holder(leave, council) for leave in story.leave if not leave.is_over]


def _holder(leave: Leave, council: Council) -> str:
    """The person, or the listed one of the office."""
    by_role = next(someone for someone in LISTED if someone.role == leave.role)
    return PEOPLE.get(leave.person, by_role).email(council)


def told_grant(
    planted: Planted, leave: Leave, number: int, council: Council, *, on: date
) -> dict[str, Any]:
    begins_at, ends_at = grant_period(leave, on=on)
    return {
        "public_id": str(planted.public_id("grant", str(number))),
        "child_ref": planted.child_ref,
        "child": str(planted.told_id),
        "role": str(leave.role),
        "username": _email(leave.person, council),
        "ground": str(leave.ground),
        "field_groups": list(leave.field_groups),
        "begins_at": begins_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "is_live": not leave.is_over and planted.story.state != SEALED,
        "opens": not leave.is_over and planted.story.state not in {RESTRICTED, "barred", SEALED},
    }


def told_proposal(planted: Planted, council: Council) -> dict[str, Any]:
    return {
        "public_id": str(planted.public_id("proposal")),
        "child_ref": planted.child_ref,
        "kind": planted.story.asked,
        "asked_by": _email(ASKED_BY[planted.story.asked], council),
    }


def told_restriction(planted: Planted, council: Council) -> dict[str, Any]:
    return {
        "public_id": str(planted.public_id("restriction")),
        "child_ref": planted.child_ref,
        "named": [_email(key, council) for key in planted.story.named],
    }


def told_agenda(planted: Planted, leave: Leave, *, on: date) -> dict[str, Any]:
    return {
        "child_ref": planted.child_ref,
        "meets_on": (on + MEETS_IN).isoformat(),
        "role": str(leave.role),
        "ends_on": (on + MEETS_IN + timedelta(days=28)).isoformat(),
    }
