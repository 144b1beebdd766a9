"""Restricting a record to named people: asking, imposing, naming, reviewing (security.md §4)."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actors import Actor
from accounts.door import entered
from accounts.services import write_audit_entry
from cases.gate import get_child, require
from cases.labels import subject_of
from cases.models import Child, NamedPerson, Proposal, Restriction
from cases.models.restriction import REVIEWED_EVERY
from cases.naming import end_of, live_namings, people_who_may_know
from cases.services.asking import open_proposal, refuse_without_reason, told
from cases.services.facts import refuse
from cases.services.inheriting import pass_on
from cases.services.leave import leave_change

RESTRICTED_ALREADY = "This record is restricted already."
NOBODY_NAMED = "Name at least one person: otherwise nobody can work with the child."
NOT_OURS = "Choose people who work with children here."
NOT_YOURSELF = "Somebody else must name you. Take yourself out, or leave this to another manager."
LAST_ONE = "This is the last person named. Name somebody else first, or nobody could open it."


def ask_to_restrict(
    *, child: Child, by: Actor, ground: str, reason: str, named: Collection[UUID]
) -> Proposal:
    """Ask that only these people may know of the child."""
    refuse_without_reason(reason)
    refuse({"person_1": _objection_to_names(by, named)})
    known = Restriction.objects.live().filter(child=child).exists()
    refuse({"__all__": RESTRICTED_ALREADY if known else None})
    with leave_change(child=child, by=by, act="restriction.ask", reason=reason) as detail:
        proposal = open_proposal(
            child_id=child.pk,
            by=by,
            kind=Proposal.Kind.RESTRICT,
            reason=reason,
            detail={"ground": ground, "named": [str(each) for each in named]},
        )
        detail.update(told(proposal), ground=ground, named=len(named))
    return proposal


@transaction.atomic
def ask_to_lift(*, restriction: Restriction, by: Actor, reason: str) -> Proposal:
    """Ask that the record is open again to those who stand to the child.

    A manager and information governance ask without knowing whose record it is; others by
    their standing to the child.
    """
    if not by.may("restriction.review"):
        require(by, "restriction.ask", get_child(by, subject_of(by, restriction.child_id)))
    proposal = open_proposal(
        child_id=restriction.child_id,
        by=by,
        kind=Proposal.Kind.LIFT_RESTRICTION,
        reason=reason,
        detail={"restriction": str(restriction.public_id)},
    )
    _write_audit(restriction, by=by, act="restriction.ask", reason=reason, **told(proposal))
    return proposal


def impose_restriction(
    *, proposal: Proposal, by: Actor, named: Mapping[UUID, str] | None
) -> Restriction:
    """What approving comes to; in the transaction and under the audit of the approval.

    The child's brothers and sisters are restricted with them, each to be lifted by itself.
    Raises ValidationError.
    """
    terms = dict(named or {})
    refuse({"person_1": _objection_to_names(by, terms)})
    assert by.person is not None
    adds_self = by.person.public_id in terms
    refuse({"person_1": NOT_YOURSELF if adds_self and not _proposed(proposal, by) else None})
    with entered(by, whole=True):
        child = Child.objects.select_for_update().get(pk=proposal.child_id, authority=by.authority)
        known = Restriction.objects.live().filter(child=child).exists()
        refuse({"__all__": RESTRICTED_ALREADY if known else None})
        restriction = Restriction.objects.create(
            authority=by.authority,
            child=child,
            ground=proposal.detail["ground"],
            reason=proposal.reason,
            imposed_by=proposal.proposed_by,
            approved_by=by.person,
            review_by=by.on + REVIEWED_EVERY,
        )
        people = people_who_may_know(by)
        for public_id, term in terms.items():
            _name(restriction, people[public_id][0].pk, term, by=by)
        pass_on(restriction=restriction, on=by.on)
    return restriction


def lift_restriction(*, proposal: Proposal, by: Actor) -> None:
    """What approving comes to: the relationship decides again who may know."""
    Restriction.objects.live().filter(
        authority=by.authority,
        public_id=proposal.detail["restriction"],
        child_id=proposal.child_id,
    ).update(lifted_at=by.at, lifted_by=by.person, lift_reason=proposal.reason)


@transaction.atomic
def name_person(*, restriction: Restriction, by: Actor, person: UUID, term: str) -> NamedPerson:
    """Let one more person know of the child, or the same person longer; nobody names themself."""
    _require(by, "restriction.approve", restriction)
    refuse({"person": _objection_to_person(by, person)})
    pk = people_who_may_know(by)[person][0].pk
    NamedPerson.objects.live(on=by.on).filter(restriction=restriction, person_id=pk).update(
        ended_at=by.at
    )
    named = _name(restriction, pk, term, by=by)
    _write_audit(
        restriction, by=by, act="restriction.approve", person=str(person), until=str(named.ends_on)
    )
    return named


@transaction.atomic
def end_naming(*, restriction: Restriction, by: Actor, person: UUID) -> None:
    """From the next request on this person knows nothing of the child."""
    _require(by, "restriction.approve", restriction)
    named = live_namings([restriction], on=by.on)[restriction.pk]
    people = {each.person.public_id for each in named}
    refuse({"__all__": None if person in people else "This person is not named any more."})
    refuse({"__all__": LAST_ONE if people == {person} else None})
    NamedPerson.objects.live(on=by.on).filter(
        restriction=restriction, person__public_id=person
    ).update(ended_at=by.at)
    _write_audit(
        restriction, by=by, act="restriction.approve", person=str(person), until=str(by.on)
    )


@transaction.atomic
def review_restriction(*, restriction: Restriction, by: Actor) -> Restriction:
    """Looked at and still needed: to be looked at again in 90 days."""
    _require(by, "restriction.review", restriction)
    restriction.review_by = by.on + REVIEWED_EVERY
    restriction.save(update_fields=["review_by"])
    _write_audit(restriction, by=by, act="restriction.review", review_by=str(restriction.review_by))
    return restriction


def _require(by: Actor, act: str, restriction: Restriction) -> None:
    if not by.may(act):
        raise PermissionDenied
    locked = Restriction.objects.select_for_update().live().filter(pk=restriction.pk)
    refuse({"__all__": None if locked.exists() else "This restriction has been lifted."})


def _name(restriction: Restriction, person_id: int, term: str, *, by: Actor) -> NamedPerson:
    return NamedPerson.objects.create(
        authority=by.authority,
        restriction=restriction,
        child_id=restriction.child_id,
        person_id=person_id,
        begins_on=by.on,
        ends_on=end_of(term, begins_on=by.on),
        named_by=by.person,
    )


def _objection_to_names(by: Actor, named: Collection[UUID]) -> str | None:
    if not named:
        return NOBODY_NAMED
    return None if set(named) <= people_who_may_know(by).keys() else NOT_OURS


def _objection_to_person(by: Actor, person: UUID) -> str | None:
    if person not in people_who_may_know(by):
        return NOT_OURS
    is_self = by.person is not None and person == by.person.public_id
    return NOT_YOURSELF if is_self else None


def _proposed(proposal: Proposal, by: Actor) -> bool:
    assert by.person is not None
    return str(by.person.public_id) in proposal.detail.get("named", [])


def _write_audit(
    restriction: Restriction, *, by: Actor, act: str, reason: str = "", **detail: Any
) -> None:
    write_audit_entry(
        by=by,
        act=act,
        subject_kind="child",
        subject_id=subject_of(by, restriction.child_id),
        reason=reason,
        detail={"restriction": str(restriction.public_id), **detail},
    )
