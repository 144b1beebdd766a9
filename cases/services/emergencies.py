"""Break-glass: a record of the own authority opened for four hours, told to others at once.

security.md §4: never through a bar, a seal or a restricted list; at most five in seven days.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.actors import Actor
from accounts.models import Person
from accounts.policy import EMERGENCIES_IN_SEVEN_DAYS
from accounts.services import write_audit_entry
from cases.alerts import tell_reviewers
from cases.models import Bar, Child, Grant, Restriction
from cases.models.grant import BREAK_GLASS_LASTS, SHORTEST_REASON
from cases.services.facts import refuse

COUNTED_OVER = timedelta(days=7)
NOT_OPENED = "No record with this reference can be opened. Check it, or ask the manager on duty."
TOO_SHORT = f"Say why in at least {SHORTEST_REASON} characters: it is read and judged."
TOO_MANY = (
    f"You have opened {EMERGENCIES_IN_SEVEN_DAYS} records in an emergency in seven days, the most "
    "there may be. Ask the manager on duty."
)
OWN = "You opened this one yourself: somebody else judges it."
JUDGED = "Somebody has judged this already."
IN_WORDS = "Say what you found, in a sentence."


def open_emergency(*, by: Actor, child_ref: str, reason: str) -> Child:
    """The child with exactly this reference; a grant is made unless they are known anyway.

    What cannot be opened is refused in one sentence whatever the cause, and noted in the
    audit. Raises PermissionDenied, ValidationError.
    """
    if not by.may("emergency.open") or by.person is None or by.membership is None:
        raise PermissionDenied
    words = reason.strip()
    refuse({"reason": TOO_SHORT if len(words) < SHORTEST_REASON else None})
    try:
        with transaction.atomic():
            return _opened(by, by.person, child_ref.strip(), words)
    except ValidationError:
        write_audit_entry(by=by, act="emergency.open", reason=words, detail={"refused": True})
        raise


@transaction.atomic
def judge_emergency(*, grant: Grant, by: Actor, is_justified: bool, words: str) -> Grant:
    """Say whether it was an emergency; one that was not ends at once. Nobody judges their own."""
    if not by.may("emergency.review"):
        raise PermissionDenied
    refuse({"words": None if words.strip() else IN_WORDS})
    grant = Grant.objects.select_for_update().get(pk=grant.pk, authority=by.authority)
    is_own = by.person is not None and grant.made_by_id == by.person.pk
    refuse({"__all__": OWN if is_own else JUDGED if grant.judged_at else None})
    grant.judged_at, grant.judged_by, grant.is_justified = by.at, by.person, is_justified
    if not is_justified and grant.is_live(at=by.at):
        grant.revoked_at, grant.revoked_by = by.at, by.person
        grant.revoke_reason = "Judged not to be an emergency"
    grant.save()
    write_audit_entry(
        by=by,
        act="emergency.review",
        subject_kind="grant",
        subject_id=grant.public_id,
        reason=words.strip(),
        detail={"is_justified": is_justified},
    )
    return grant


def emergencies_of(*, person: Person, by: Actor) -> int:
    """How many this person has opened in the last seven days."""
    since = by.at - COUNTED_OVER
    return Grant.objects.emergencies().filter(made_by=person, begins_at__gt=since).count()


def _opened(by: Actor, person: Person, child_ref: str, reason: str) -> Child:
    # Clicks of one person wait for each other here, so that none of them miscounts.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    own = Child.objects.filter(authority=by.authority, child_ref=child_ref)
    known = own.filter(pk__in=Child.objects.visible_to(by, act="child.view")).first()
    if known is not None:
        return known
    # Before the reference is looked up: at the limit, no answer tells whether it exists.
    is_over = emergencies_of(person=person, by=by) >= EMERGENCIES_IN_SEVEN_DAYS
    refuse({"__all__": TOO_MANY if is_over else None})
    child = (
        own.filter(sealed_on__isnull=True)
        .exclude(pk__in=Bar.objects.live().filter(person=person).values("child"))
        .exclude(pk__in=Restriction.objects.live().values("child"))
        .first()
    )
    if child is None:
        raise ValidationError({"child_ref": [NOT_OPENED]})
    grant = _grant(child, by=by, reason=reason)
    write_audit_entry(
        by=by,
        act="emergency.open",
        subject_kind="child",
        subject_id=child.public_id,
        reason=reason,
        detail={"grant": str(grant.public_id), "until": grant.ends_at.isoformat()},
    )
    tell_reviewers(grant, child, by=by)
    return child


def _grant(child: Child, *, by: Actor, reason: str) -> Grant:
    return Grant.objects.create(
        authority=by.authority,
        child=child,
        role=by.role,
        membership=by.membership,
        ground=Grant.Ground.BREAK_GLASS,
        purpose=reason,
        begins_at=by.at,
        ends_at=by.at + BREAK_GLASS_LASTS,
        made_by=by.person,
    )
