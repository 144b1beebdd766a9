"""Which agendas a child is on, and who has the pack."""

from accounts.actors import Actor
from cases.models import Child, Grant
from cases.models.grant import GrantQuerySet


def agenda_items(child: Child, actor: Actor) -> GrantQuerySet:
    """The agendas the child is on: leave of the panel's desk, until after the meeting."""
    return _of_agendas(child, actor).filter(membership__isnull=True)


def packs_issued(child: Child, actor: Actor) -> GrantQuerySet:
    return (
        _of_agendas(child, actor)
        .filter(membership__isnull=False)
        .select_related("membership__person")
        .order_by("meets_on", "membership__person__full_name")
    )


def _of_agendas(child: Child, actor: Actor) -> GrantQuerySet:
    return Grant.objects.live(at=actor.at).filter(child=child, ground=Grant.Ground.AGENDA_ITEM)
