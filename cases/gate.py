"""The one gate to children's data: what may not be known is not there (404)."""

from uuid import UUID

from django.http import Http404

from accounts.actors import Actor
from cases.models import Child


def get_child(actor: Actor, public_id: UUID) -> Child:
    """The child, if this actor may know of them. Http404 otherwise, whatever the reason."""
    try:
        return (
            Child.objects.visible_to(actor)
            .select_related("authority", "locality", "family")
            .get(public_id=public_id)
        )
    except Child.DoesNotExist:
        raise Http404("No such child") from None
