"""Everybody who may know of a child: as what, why, since when, until when, by whose word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from accounts.actors import Actor
from accounts.models import Membership
from accounts.policy import FIELD_GROUPS
from accounts.roles import Role
from accounts.today import today
from cases.colleagues import members_as
from cases.models import Child, ChildLocality, Grant, Involvement, Restriction
from cases.standing import CARRIED

OFFICES = {
    Role.PANEL_ADMINISTRATOR: "The panel’s desk",
    Role.LEGAL: "Legal services",
    Role.DECISION_MAKER: "The Agency Decision Maker",
}


@dataclass(frozen=True, slots=True)
class Line:
    who: str
    capacity: str
    why: str
    since: date | None
    until: date | None
    made_by: str
    ended_because: str = ""
    involvement: Involvement | None = None
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class People:
    now: list[Line]
    ended: list[Line]
    is_restricted: bool
    is_allocated: bool
    localities: list[ChildLocality]


def people_round(child: Child, actor: Actor) -> People:
    """A fixed number of queries. Bars are not told here; of a restriction, only that it is."""
    involved = list(
        Involvement.objects.standing()
        .filter(child=child)
        .select_related("person", "team", "recorded_by")
    )
    current = [each for each in involved if _is_current(each, actor.on)]
    grants = list(
        Grant.objects.filter(child=child).select_related(
            "membership__person", "made_by", "revoked_by"
        )
    )
    live = [each for each in grants if each.is_live(at=actor.at)]
    led_by = _leaders(current, actor)
    return People(
        now=[
            *(_involved(each, led_by) for each in current),
            *_covering(current, actor),
            *(_granted(each) for each in live),
            *_managers(actor),
        ],
        ended=[
            *(_involved(each, {}) for each in involved if each not in current),
            *(_granted(each) for each in grants if each not in live),
        ],
        is_restricted=Restriction.objects.live().filter(child=child).exists(),
        is_allocated=any(each.capacity == "social_worker" for each in current),
        localities=localities_known(child),
    )


def localities_known(child: Child) -> list[ChildLocality]:
    """Where the case was held, newest first; the first one known has no day."""
    found = ChildLocality.objects.filter(child=child).select_related("locality")
    return list(found.order_by(F("from_on").desc(nulls_last=True)))


def _is_current(each: Involvement, on: date) -> bool:
    return each.began_on <= on and (each.ended_on is None or each.ended_on > on)


def _leaders(current: Iterable[Involvement], actor: Actor) -> dict[int, str]:
    """The names of each team's leaders."""
    teams = {each.team_id for each in current if each.team_id}
    found: dict[int, list[str]] = {}
    if teams:
        for leader in members_as(actor, [Role.TEAM_LEADER]).filter(team__in=teams):
            found.setdefault(leader.team_id, []).append(leader.person.full_name)
    return {team: ", ".join(names) for team, names in found.items()}


def _involved(each: Involvement, led_by: dict[int, str]) -> Line:
    who = str(each.person or each.email)
    if each.team is not None:
        leaders = led_by.get(each.team.pk)
        who = f"{each.team}, led by {leaders}" if leaders else str(each.team)
    return Line(
        who=who,
        capacity=each.get_capacity_display(),
        why=each.purpose,
        since=each.began_on,
        until=each.ended_on,
        made_by=each.recorded_by.full_name if each.recorded_by else "",
        involvement=each,
    )


def _covering(current: Iterable[Involvement], actor: Actor) -> list[Line]:
    """Who stands in for the people allocated: their cover opens the same children."""
    carried = [each.person_id for each in current if each.capacity in CARRIED]
    covers = members_as(actor, [Role.SOCIAL_WORKER]).filter(covers__person__in=carried)
    return [
        Line(
            who=cover.person.full_name,
            capacity="Social worker",
            why=f"Covers for {cover.covers.person.full_name}" if cover.covers else "",
            since=cover.begins_on,
            until=cover.ends_on,
            made_by=_name_of_granter(cover),
        )
        for cover in covers.select_related("granted_by")
    ]


def _name_of_granter(cover: Membership) -> str:
    return cover.granted_by.full_name if cover.granted_by else ""


def _managers(actor: Actor) -> list[Line]:
    return [
        Line(
            who=manager.person.full_name,
            capacity=manager.get_role_display(),
            why="Manages the service",
            since=manager.begins_on,
            until=manager.ends_on,
            made_by="",
        )
        for manager in members_as(actor, [Role.MANAGER])
    ]


def _granted(grant: Grant) -> Line:
    groups = ", ".join(FIELD_GROUPS[name].lower() for name in grant.field_groups)
    shown = f" They see: {groups}." if groups else ""
    member = grant.membership
    revoked_on = today(grant.revoked_at) if grant.revoked_at else None
    return Line(
        who=member.person.full_name if member else OFFICES.get(grant.role, "The office"),
        capacity=grant.get_role_display(),
        why=f"{grant.get_ground_display()}: {grant.purpose.rstrip('.')}.{shown}",
        since=today(grant.begins_at),
        until=revoked_on or grant.last_day,
        made_by=grant.made_by.full_name if grant.made_by else "",
        ended_because=grant.revoke_reason,
        grant=grant,
    )
