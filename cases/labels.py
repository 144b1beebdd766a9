"""How a record is named to those who decide about it and may not know whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.actors import Actor
from accounts.door import entered
from accounts.pseudonyms import pseudonym
from cases.models import Child, SealedIdentity


@dataclass(frozen=True, slots=True)
class Label:
    """Initials and reference with a link for those who may know; else a pseudonym or number."""

    text: str
    url: str = ""


def labels_of(actor: Actor, child_ids: Iterable[int]) -> dict[int, Label]:
    """How to name each of these children to this actor; whoever is shown is noted."""
    ids = set(child_ids)
    known = list(Child.objects.visible_to(actor, act="child.view").filter(pk__in=ids))
    actor.seen.children(known)
    labels = {each.pk: Label(each.initials_and_ref, each.get_absolute_url()) for each in known}
    if ids - labels.keys():
        with entered(actor, whole=True):
            hidden = Child.objects.filter(authority=actor.authority, pk__in=ids - labels.keys())
            named = {pk: pseudonym(of) for pk, of in hidden.values_list("pk", "public_id")}
            sealed = SealedIdentity.objects.filter(authority=actor.authority, child__in=ids)
            named.update(sealed.values_list("child_id", "number"))
        labels.update((pk, Label(text)) for pk, text in named.items())
    return labels


def subject_of(actor: Actor, child_id: int) -> UUID:
    """The public id by which the audit names a record, also where the actor may not know it."""
    with entered(actor, whole=True):
        found = Child.objects.values_list("public_id", flat=True)
        return found.get(pk=child_id, authority=actor.authority)
