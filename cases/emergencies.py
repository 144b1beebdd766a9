"""Records opened in an emergency, for those who judge whether it was one."""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.http import Http404

from accounts.actors import Actor
from accounts.models import AuditEntry
from cases.labels import Label, labels_of
from cases.models import Grant
from cases.models.grant import GrantQuerySet
from cases.restricted import barred_from


@dataclass(frozen=True, slots=True)
class Emergency:
    """A record opened in an emergency, as those who judge it read it."""

    grant: Grant
    label: Label
    words: str
    is_own: bool

    @property
    def is_judged(self) -> bool:
        return self.grant.judged_at is not None


def emergencies_to_review(actor: Actor) -> GrantQuerySet:
    """Those to be judged first, then the others, newest first."""
    return (
        Grant.objects.emergencies()
        .filter(authority=actor.authority)
        .exclude(child__in=barred_from(actor))
        .select_related("made_by", "judged_by")
        .order_by(models.F("judged_at").desc(nulls_first=True), "-begins_at", "-pk")
    )


def told_emergencies(actor: Actor, grants: list[Grant]) -> list[Emergency]:
    """With the words they were judged by, which stand in the audit."""
    labels = labels_of(actor, [each.child_id for each in grants])
    entries = AuditEntry.objects.filter(
        authority=actor.authority,
        act="emergency.review",
        subject_id__in=[each.public_id for each in grants],
    )
    words = dict(entries.values_list("subject_id", "reason"))
    return [
        Emergency(
            each,
            labels[each.child_id],
            words.get(each.public_id, ""),
            each.made_by_id == (actor.person.pk if actor.person else None),
        )
        for each in grants
    ]


def get_emergency(actor: Actor, public_id: UUID) -> Emergency:
    found = emergencies_to_review(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such emergency")
    return told_emergencies(actor, [found])[0]


def unjudged_for(actor: Actor) -> GrantQuerySet:
    """What waits for this person's judgement; their own wait for somebody else's."""
    waiting = emergencies_to_review(actor).unjudged().exclude(made_by=actor.person)
    return waiting.select_related(None).order_by()
