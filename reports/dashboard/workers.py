"""What is to know of a team's workers beside their numbers: who is away, who has left."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Membership
from accounts.roles import Role
from milestones.durations import ONE_DAY


@dataclass(frozen=True, slots=True)
class Workers:
    """Sentences by worker; and those of the team who hold no child now, by name."""

    told: Mapping[str, Sequence[str]]
    without_children: Mapping[str, str]


def workers_of(actor: Actor, holding: Collection[str], *, on: date) -> Workers:
    """Of those who hold children in reach and of everybody in the leader's own team."""
    about = Q(person__public_id__in=holding) | Q(covers__person__public_id__in=holding)
    if actor.role == Role.TEAM_LEADER and actor.team_id is not None:
        about |= Q(team=actor.team_id)
    roles = list(
        Membership.objects.filter(about, authority=actor.authority, role=Role.SOCIAL_WORKER)
        .filter(begins_on__lte=on)
        .select_related("person", "covers__person")
        .order_by("begins_on", "pk")
    )
    own = [role for role in roles if role.covers is None]
    roles_of: defaultdict[str, list[Membership]] = defaultdict(list)
    for role in own:
        roles_of[_of(role)].append(role)
    told: defaultdict[str, list[str]] = defaultdict(list)
    for role in (role for role in roles if role.covers is not None and _is_live(role, on)):
        told[_of(role.covers)].append(f"covered by {role.person.full_name}{_until(role)}")
    for worker in holding:
        told[worker] += _leaving(roles_of[worker], on)
    here = {_of(role): role.person.full_name for role in own if _is_live(role, on)}
    is_team = {_of(role) for role in own if role.team_id == actor.team_id and actor.team_id}
    return Workers(told, {key: name for key, name in here.items() if key in is_team})


def _of(role: Membership) -> str:
    return str(role.person.public_id)


def _is_live(role: Membership, on: date) -> bool:
    return role.person.is_active and (role.ends_on is None or role.ends_on > on)


def _leaving(own: Sequence[Membership], on: date) -> list[str]:
    """Where their last role as a social worker ends, or has ended, with children still theirs."""
    live = [role for role in own if _is_live(role, on)]
    if not live:
        return ["no longer a social worker here"]
    if any(role.ends_on is None for role in live):
        return []
    last = max(live, key=lambda role: role.ends_on or date.max)
    return [f"leaves{_until(last, ' after')}"]


def _until(role: Membership, word: str = " to") -> str:
    """The last day on which the role is held."""
    if role.ends_on is None:
        return ""
    last = role.ends_on - ONE_DAY
    return f"{word} {last.day} {last:%B}"
