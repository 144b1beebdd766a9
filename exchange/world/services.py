"""Writing the world that security checks use, once, in one transaction."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.models import AuditEntry, Authority, Person, Team
from accounts.services import write_audit_entry
from aims.services import load_aims
from cases.models import Child
from exchange.world.cast import ADDRESS, COUNCILS, Council
from exchange.world.closing import close_to_others, write_past, write_proposal
from exchange.world.facts import write_child
from exchange.world.leave import write_grants, write_involvements
from exchange.world.people import (
    Members,
    write_council,
    write_people,
    write_teams,
    write_tokens,
)
from exchange.world.plan import SEALED, STORIES
from exchange.world.planted import Planted
from exchange.world.sealing import seal_child
from exchange.world.seeded import Seeded
from exchange.world.telling import aim_ref, told_world
from milestones.clocks import refresh_clocks

LOADED = "world.load"


class WorldRefused(RuntimeError):
    """The world does not go into this database, and why."""


def load_world(*, seed: int, on: date) -> dict[str, Any]:
    """Invented councils, people and children with planted text; gives what the file tells.

    Called again it changes nothing. Raises WorldRefused beside real people, and where the
    world of another seed or day is already.
    """
    seeded = Seeded(seed)
    _refuse_real_people()
    if not _is_there(seed=seed, on=on):
        with transaction.atomic():
            for council in COUNCILS:
                _write(council, seeded=seeded, on=on)
    return told_world(seeded=seeded, on=on)


def _refuse_real_people() -> None:
    if Person.objects.exclude(email__iendswith=ADDRESS).exists():
        raise WorldRefused(
            f"There are people in this database whose address does not end in {ADDRESS}: "
            "they may be real. Use an empty database."
        )


def _is_there(*, seed: int, on: date) -> bool:
    first = Authority.objects.filter(code=COUNCILS[0].code).first()
    if first is None:
        return False
    with entered(system_actor(first)):
        loaded = AuditEntry.objects.filter(act=LOADED).first()
    asked = {"seed": seed, "on": on.isoformat()}
    if loaded is None or loaded.detail != asked:
        raise WorldRefused(
            "The world of another seed or day is in this database. Use an empty one, or ask for "
            "the same again."
        )
    return True


def _write(council: Council, *, seeded: Seeded, on: date) -> None:
    by = system_actor(write_council(council))
    with entered(by):
        teams = write_teams(by, council)
        members = write_people(by, council, teams, seeded=seeded, on=on)
        write_tokens(members, council, seeded=seeded, on=on)
        load_aims(documents=[_aim(council, on=on)], by=by, on=on)
        stories = [Planted(seeded, council, story) for story in STORIES]
        children = [_write_child(by, each, members, teams, on=on) for each in stories]
        child_ids = [child.pk for child in children]
        refresh_clocks(authority=by.authority, child_ids=child_ids, at=by.at)
        for child, planted in zip(children, stories, strict=True):
            _close(by, child, planted, members, on=on)
        write_audit_entry(by=by, act=LOADED, detail={"seed": seeded.seed, "on": on.isoformat()})


def _write_child(
    by: Actor, planted: Planted, members: Members, teams: dict[str, Team], *, on: date
) -> Child:
    team = teams.get(planted.story.team)
    child = write_child(by, planted, locality=team.locality if team else None, on=on)
    write_involvements(by, child, planted, members=members, teams=teams, on=on)
    write_grants(by, child, planted, members=members, on=on)
    return child


def _close(by: Actor, child: Child, planted: Planted, members: Members, *, on: date) -> None:
    close_to_others(by, child, planted, members=members, on=on)
    write_past(by, child, planted, members=members, on=on)
    write_proposal(by, child, planted, members=members)
    if planted.story.state == SEALED:
        seal_child(by, child, planted, members=members, on=on)


def _aim(council: Council, *, on: date) -> dict[str, Any]:
    """Thirty weeks from accommodation to a recommendation, for the children of this world."""
    return {
        "ref": aim_ref(council),
        "authority": council.code,
        "label": "Aim 2",
        "national_stage": 2,
        "kind": "duration",
        "start": {"fact": "accommodated", "occurrence": "each"},
        "stop": [{"milestones": [], "outcomes": ["permanence_recommended"], "routes": []}],
        "stop_rule": "any",
        "while": {"settings": [], "orders": []},
        "limit": {"amount": 30, "unit": "weeks"},
        "cohort": {"from": date(on.year - 3, 1, 1).isoformat(), "to": None},
        "under_age": None,
        "exclude_routes": [],
        "localities": [],
        "counts_as_met": [],
        "allow_before_start": False,
        "include_transfers_in": False,
        "target_percent": 80,
        "stretch_percent": None,
        "target_date": date(on.year + 1, 12, 31).isoformat(),
        "draft": False,
    }
