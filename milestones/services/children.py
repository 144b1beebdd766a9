"""Children coming to the council's notice, and who holds them."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Locality, Person
from accounts.roles import Role
from accounts.services import write_audit_entry
from cases.colleagues import is_barred, is_social_worker
from cases.dates import objection_to_birth
from cases.models import Child, ChildLocality, Family, Involvement
from cases.sealed_refs import is_taken
from cases.services.allocations import end_on
from cases.services.facts import described, refuse, save_fact
from cases.services.grants import BARRED
from cases.services.inheriting import inherit_restrictions
from cases.standing import CARRIED
from milestones.services.journey import journey_change

TAKEN = "This reference is already another child’s. Check it, or find that child."


@transaction.atomic
def register_child(
    *,
    by: Actor,
    on: date,
    child_ref: str,
    born_on: date,
    given_name: str = "",
    family_name: str = "",
    sex: str = "",
    locality: Locality | None = None,
    family: Family | None = None,
) -> Child:
    """Open a record for a child. Nothing runs yet: facts start the clocks."""
    taken = TAKEN if is_taken(by.authority, child_ref.strip()) else None
    refuse({"child_ref": taken, "born_on": objection_to_birth(born_on, on=on)})
    child = Child(
        authority=by.authority,
        child_ref=child_ref.strip(),
        born_on=born_on,
        given_name=given_name,
        family_name=family_name,
        sex=sex,
        locality=locality,
        family=family,
    )
    child.full_clean()
    child.save()
    if locality is not None:
        ChildLocality.objects.create(authority=by.authority, child=child, locality=locality)
    _take_on(child, by=by, on=on)
    if family is not None:
        inherit_restrictions(
            authority=by.authority, child_ids=[child.pk], on=by.on, opened_by=by.person
        )
    write_audit_entry(by=by, act="child.register", subject_kind="child", subject_id=child.public_id)
    return child


def _take_on(child: Child, *, by: Actor, on: date) -> None:
    """Whoever opens a record stands to it: their team holds the child, a social worker too."""
    if by.team_id is not None:
        _involve(child, by, on, capacity=Involvement.Capacity.TEAM, team_id=by.team_id)
    if by.role == Role.SOCIAL_WORKER:
        worker = by.works_for
        _involve(child, by, on, capacity=Involvement.Capacity.SOCIAL_WORKER, person=worker)


def _involve(child: Child, by: Actor, on: date, **whom: Any) -> None:
    involvement = Involvement(authority_id=child.authority_id, child=child, began_on=on, **whom)
    save_fact(involvement, by=by)


def allocate_worker(
    *,
    child: Child,
    by: Actor,
    on: date,
    worker: Person,
    capacity: str = Involvement.Capacity.SOCIAL_WORKER,
    purpose: str = "",
) -> Involvement:
    """Give the child a social worker from this day, or a co-worker beside the social worker.

    The social worker before ends the same day. A barred person is never allocated (security.md
    §4: the bar comes before every relationship). Raises ValidationError at `worker`.
    """
    refuse({"worker": _objection_to_worker(child, worker, by, on)})
    with journey_change(child=child, by=by, act="child.allocate", reason=purpose) as detail:
        carried = Involvement.objects.standing().filter(
            child=child, capacity__in=CARRIED, ended_on__isnull=True
        )
        for held_by in carried:
            same = held_by.person_id == worker.pk
            if same and held_by.capacity == capacity:
                refuse({"worker": "The child is theirs already. Choose somebody else."})
            if same or capacity == held_by.capacity == Involvement.Capacity.SOCIAL_WORKER:
                end_on(involvement=held_by, on=on, by=by)
        involvement = Involvement(
            authority_id=child.authority_id,
            child=child,
            person=worker,
            capacity=capacity,
            purpose=purpose,
            began_on=on,
        )
        save_fact(involvement, by=by)
        detail.update(described(involvement, "capacity", "began_on"), worker=str(worker.public_id))
    return involvement


def _objection_to_worker(child: Child, worker: Person, by: Actor, on: date) -> str | None:
    if not is_social_worker(worker.pk, by, on=on):
        return "Choose somebody who is a social worker of your authority today."
    return BARRED if is_barred(child, worker.pk) else None
