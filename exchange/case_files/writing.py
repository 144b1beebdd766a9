"""Writing what a chunk of children comes to: in bulk, inside the caller’s transaction."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.models import Authority, Locality
from accounts.services import audit_entry, write_audit_entries
from cases.models import Child, ChildLocality, Family, Involvement
from cases.services.inheriting import inherit_restrictions
from exchange.case_files.layout import FACTS
from exchange.case_files.plan import ChildPlan
from exchange.case_files.teams import write_teams
from exchange.case_files.waiting import write_waiting
from milestones.clocks import refresh_clocks

BATCH = 1000


def write_plans(
    plans: Sequence[ChildPlan],
    *,
    by: Actor,
    people: dict[str, int],
    on: date,
) -> None:
    """Children, their facts, clocks and audit. The caller holds the transaction and the locks."""
    localities = _localities(by.authority, [p.locality for p in plans if p.locality])
    families = _families(by.authority, [p.family for p in plans if p.family])
    for plan in plans:
        if plan.locality is not None:
            plan.child.locality_id = localities.get(plan.locality.casefold())
            plan.child_fields.add("locality")
        if plan.family is not None:
            plan.child.family_id = families.get(plan.family)
            plan.child_fields.add("family")
    _write_children(plans)
    _write_localities_known(plans, on=on)
    _write_workers(plans, by=by, people=people, on=on)
    write_teams(plans, by=by, people=people, on=on)
    for file in FACTS:
        _write_facts(file, plans, by=by)
    write_waiting(plans, by=by)
    refresh_clocks(authority=by.authority, child_ids=[p.child.pk for p in plans], at=by.at)
    joined = [plan.child.pk for plan in plans if plan.family]
    if joined:
        inherit_restrictions(authority=by.authority, child_ids=joined, on=by.on)
    write_audit_entries(
        [
            audit_entry(
                by=by,
                act="import.run",
                subject_kind="child",
                subject_id=plan.child.public_id,
                detail={"lines": plan.told()},
            )
            for plan in plans
        ]
    )


def _localities(authority: Authority, named: Iterable[str]) -> dict[str, int]:
    """Localities by their name, whatever its capitals; those not known yet are made."""
    wanted = {name.casefold(): name for name in reversed(list(named))}
    if not wanted:
        return {}
    known = _by_folded_name(authority)
    missing = [name for folded, name in wanted.items() if folded not in known]
    if not missing:
        return known
    Locality.objects.bulk_create(
        (Locality(authority=authority, name=name) for name in missing), ignore_conflicts=True
    )
    return _by_folded_name(authority)


def _by_folded_name(authority: Authority) -> dict[str, int]:
    names = Locality.objects.filter(authority=authority).order_by("-pk").values_list("name", "pk")
    return {name.casefold(): pk for name, pk in names}


def _families(authority: Authority, refs: Iterable[str]) -> dict[str, int]:
    wanted = sorted(set(refs))
    if not wanted:
        return {}
    Family.objects.bulk_create(
        (Family(authority=authority, ref=ref) for ref in wanted), ignore_conflicts=True
    )
    found = Family.objects.filter(authority=authority, ref__in=wanted)
    return dict(found.values_list("ref", "pk"))


def _write_children(plans: Sequence[ChildPlan]) -> None:
    changed = [plan for plan in plans if not plan.is_new and plan.child_fields]
    fields = set().union(*(plan.child_fields for plan in changed))
    if fields:
        Child.objects.bulk_update([plan.child for plan in changed], fields, batch_size=BATCH)
    Child.objects.bulk_create((plan.child for plan in plans if plan.is_new), batch_size=BATCH)


def _write_localities_known(plans: Sequence[ChildPlan], *, on: date) -> None:
    new, changed = [], []
    for plan in plans:
        if plan.locality is None or (plan.is_new and plan.child.locality_id is None):
            continue
        known = plan.record.localities if plan.record else []
        from_on = on if known else None
        today = next((place for place in known if place.from_on == from_on), None)
        if today:
            today.locality_id = plan.child.locality_id
            changed.append(today)
        else:
            new.append(
                ChildLocality(
                    authority_id=plan.child.authority_id,
                    child_id=plan.child.pk,
                    locality_id=plan.child.locality_id,
                    from_on=from_on,
                )
            )
    if changed:
        ChildLocality.objects.bulk_update(changed, ["locality"], batch_size=BATCH)
    ChildLocality.objects.bulk_create(new, batch_size=BATCH)


def _write_workers(
    plans: Sequence[ChildPlan], *, by: Actor, people: dict[str, int], on: date
) -> None:
    new, changed = [], []
    for plan in plans:
        if plan.worker is None:
            continue
        held_by = plan.record.allocated if plan.record else None
        person = people.get(plan.worker)
        if held_by and person and held_by.person_id is None and _same(held_by, plan.worker):
            held_by.person_id, held_by.email = person, ""
            changed.append(held_by)
            continue
        if held_by:
            held_by.ended_on = max(on, held_by.began_on)
            changed.append(held_by)
        if plan.worker:
            new.append(_involvement(plan.child, plan.worker, person, by=by, on=on))
    if changed:
        fields = ["person", "email", "ended_on"]
        Involvement.objects.bulk_update(changed, fields, batch_size=BATCH)
    Involvement.objects.bulk_create(new, batch_size=BATCH)


def _same(worker: Involvement, email: str) -> bool:
    return worker.email.casefold() == email.casefold()


def _involvement(
    child: Child, email: str, person: int | None, *, by: Actor, on: date
) -> Involvement:
    return Involvement(
        authority_id=child.authority_id,
        child_id=child.pk,
        person_id=person,
        email="" if person else email,
        capacity=Involvement.Capacity.SOCIAL_WORKER,
        began_on=on,
        recorded_by=by.person,
    )


def _write_facts(file: str, plans: Sequence[ChildPlan], *, by: Actor) -> None:
    new: list[Any] = []
    changed: list[Any] = []
    fields: set[str] = set()
    for plan in plans:
        shelf = plan.shelves[file]
        for fact, names in shelf.updates():
            changed.append(fact)
            fields |= names
        for fact in shelf.new:
            fact.authority_id, fact.child_id = plan.child.authority_id, plan.child.pk
            fact.recorded_by = by.person
        new += shelf.new
    # First what changes, then what comes: an ended placement makes room for the next one.
    if changed:
        names = {name.removesuffix("_id") for name in fields}
        FACTS[file].objects.bulk_update(changed, names, batch_size=BATCH)
    FACTS[file].objects.bulk_create(new, batch_size=BATCH)
