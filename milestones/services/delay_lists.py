"""An authority's causes of delay, and who is told after how many days: one service for each verb.

The first change copies what ships; from then on the list is the authority's own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.roles import Role
from accounts.services import write_audit_entry
from cases.services.facts import refuse
from milestones.delay_lists import delay_lists_of
from milestones.delays import HELD
from milestones.models import Delay, DelayCause, LadderRung
from milestones.services.timescales import ACT, lock_rules

ORDER = (Role.SOCIAL_WORKER, Role.TEAM_LEADER, Role.MANAGER)
LONGEST = 365
TAKEN = "This cause is in the list already: look below, it may be out of use."
MEANWHILE = "Somebody has changed the days since you looked. Look at them, then decide again."
STAYS = "This one asks for no promised date, so its name stays: add another cause instead."
LAST = "One cause must stay in use, or nobody could give one. Add another first."


def add_cause(*, by: Actor, name: str) -> DelayCause:
    """At the end of the list. Raises ValidationError keyed by field."""
    with _changed(by) as own:
        name = _named(name, own.causes)
        cause = DelayCause.objects.create(
            authority=by.authority, name=name, position=len(own.causes)
        )
        own.told = {"added": name}
    return cause


def rename_cause(*, by: Actor, cause: DelayCause, name: str) -> None:
    """Where it was given before, it is read by its new name."""
    refuse({"name": STAYS if cause.name == HELD else None})
    with _changed(by) as own:
        found = own.like(cause)
        found.name = _named(name, [each for each in own.causes if each is not found])
        found.save(update_fields=["name"])
        own.told = {"renamed": cause.name, "to": found.name}


def use_cause(*, by: Actor, cause: DelayCause, is_in_use: bool) -> None:
    """Offered, or no longer; what was given under it stays."""
    with _changed(by) as own:
        found = own.like(cause)
        others = [each for each in own.causes if each.is_in_use and each is not found]
        if not is_in_use and not others:
            raise ValidationError(LAST)
        found.is_in_use = is_in_use
        found.save(update_fields=["is_in_use"])
        own.told = {"used": cause.name, "is_in_use": is_in_use}


def move_cause_up(*, by: Actor, cause: DelayCause) -> None:
    with _changed(by) as own:
        place = own.causes.index(own.like(cause))
        moved = own.causes[:]
        if place:
            moved[place - 1 : place + 1] = [moved[place], moved[place - 1]]
        for position, each in enumerate(moved):
            each.position = position
        DelayCause.objects.bulk_update(moved, ["position"])
        own.told = {"moved_up": cause.name}


def set_ladder(*, by: Actor, days: Mapping[str, int], seen: str) -> None:
    """After how many days overdue each role is told. Raises ValidationError keyed by field."""
    with _changed(by, copies_causes=False) as own:
        if seen != own.seen:
            raise ValidationError(MEANWHILE)
        refuse(_objections_to_days(days))
        for role in ORDER:
            LadderRung.objects.update_or_create(
                authority=by.authority, role=role, defaults={"after_days": days[role]}
            )
        own.told = {"ladder": {role.value: days[role] for role in ORDER}}


@dataclass(slots=True)
class _Own:
    """The authority's own list while it is changed, and what the audit is told of it."""

    causes: list[DelayCause]
    seen: str
    told: dict[str, object] = field(default_factory=dict)

    def like(self, cause: DelayCause) -> DelayCause:
        """The authority's own of that number, or its copy of the shipped one."""
        found = next((each for each in self.causes if each.pk == cause.pk), None)
        found = found or next((each for each in self.causes if each.name == cause.name), None)
        if found is None:
            raise ValidationError("This cause was changed a moment ago. Look at the list again.")
        return found


@contextmanager
def _changed(by: Actor, *, copies_causes: bool = True) -> Iterator[_Own]:
    """One change: locked, copied from what ships where it is the first, audited."""
    if not by.may(ACT):
        raise PermissionDenied
    with entered(by):
        lock_rules(by.authority)
        lists = delay_lists_of(by.authority)
        own = _Own(lists.causes, lists.seen)
        if copies_causes and not lists.has_own_causes:
            own.causes = _copied(lists.causes, by)
        yield own
        write_audit_entry(by=by, act=ACT, subject_kind="delay_list", detail=own.told)


def _copied(shipped: list[DelayCause], by: Actor) -> list[DelayCause]:
    """The authority's own of each, and what was given under the shipped one is given under it."""
    own = DelayCause.objects.bulk_create(
        DelayCause(
            authority=by.authority,
            name=each.name,
            position=each.position,
            is_in_use=each.is_in_use,
        )
        for each in shipped
    )
    with entered(system_actor(by.authority, at=by.at)):
        given = Delay.objects.filter(authority=by.authority)
        for before, each in zip(shipped, own, strict=True):
            given.filter(cause=before).update(cause=each)
    return own


def _named(name: str, others: list[DelayCause]) -> str:
    name = " ".join(name.split())
    taken = name.casefold() in {each.name.casefold() for each in others}
    refuse({"name": TAKEN if taken else None if name else "Name the cause in a few words."})
    return name


def _objections_to_days(days: Mapping[str, int]) -> dict[str, str | None]:
    worker, leader, manager = (days[role] for role in ORDER)
    longest = f"Enter a number of days from 0 to {LONGEST}."
    found: dict[str, str | None] = {
        role.value: None if 0 <= days[role] <= LONGEST else longest for role in ORDER
    }
    if leader < worker:
        found[Role.TEAM_LEADER.value] = "The team leader is told after the worker, or with them."
    if manager < leader:
        found[Role.MANAGER.value] = "The manager is told after the team leader, or with them."
    return found
