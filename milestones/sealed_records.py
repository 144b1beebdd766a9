"""What a sealed record says, while a manager and information governance hold the vault open."""

from accounts.actors import Actor
from accounts.door import entered
from cases.models import Child, SealedIdentity
from milestones.records import record_of
from milestones.timeline import Entry, timeline


def sealed_entries(identity: SealedIdentity, *, actor: Actor) -> list[Entry]:
    """The dated facts, as far as the reader's role reads them.

    The database let the identity through because it was released; the facts behind the same
    seal are read the way the services read them.
    """
    with entered(actor, whole=True):
        child = Child.objects.select_related("authority", "locality").get(
            pk=identity.child_id, authority=actor.authority
        )
        return timeline(record_of(child, actor=actor).facts, actor=actor)
