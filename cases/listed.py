"""The children whom another system may find, as the API lists them."""

from django.db.models import Exists, OuterRef

from accounts.actors import Actor
from cases.models import Child, Episode
from cases.models.child import ChildQuerySet

NOW, EVER = LOOKED_AFTER = ("now", "ever")


def children_listed(actor: Actor, *, locality: str = "", looked_after: str = EVER) -> ChildQuerySet:
    """By reference, not by name: the name stands in the child's own record only."""
    found = Child.objects.visible_to(actor).select_related("locality")
    if locality:
        found = found.in_locality(locality)
    if looked_after == NOW:
        open_now = Episode.objects.standing().filter(child=OuterRef("pk"), ended_on__isnull=True)
        found = found.filter(Exists(open_now))
    return found.order_by("child_ref", "pk")
