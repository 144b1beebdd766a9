"""Clocks counted again, or compared with the facts, for some hundred children at a time."""

from dataclasses import replace
from typing import Any

from accounts.actors import Actor, system_actor
from accounts.door import entered
from cases.models import Child
from milestones.clocks import CHUNK, compare_clocks, refresh_clocks
from milestones.rulebook import rulebook_of


def system_for(asker: Actor) -> Actor:
    """The system, in the authority and under the request of whoever asked.

    Clocks are counted for everybody, the restricted included; nothing of them is shown.
    """
    return replace(system_actor(asker.authority), request_id=asker.request_id, at=asker.at)


def count_children(*, system: Actor) -> int:
    with entered(system):
        return _of_authority(system).count()


def next_children(*, system: Actor, after: int) -> list[int]:
    """The next ones in order; what is sealed keeps the clocks it had."""
    with entered(system):
        following = _of_authority(system).filter(pk__gt=after).order_by("pk")
        return list(following.values_list("pk", flat=True)[:CHUNK])


def rebuild_children(*, system: Actor, child_ids: list[int]) -> int:
    """How many rows were written. The rules are read once the children are locked.

    So whichever of two rebuilds comes second counts by the rules that stand by then.
    """
    with entered(system):
        locked = Child.objects.select_for_update().filter(pk__in=child_ids)
        list(locked.order_by("pk").values("pk"))
        rulebook = rulebook_of(system.authority)
        return refresh_clocks(
            authority=system.authority, child_ids=child_ids, at=system.at, rulebook=rulebook
        )


def compare_children(*, system: Actor, child_ids: list[int]) -> tuple[int, list[dict[str, Any]]]:
    """(clocks compared, those that differ from the facts)."""
    with entered(system):
        return compare_clocks(
            authority=system.authority,
            child_ids=child_ids,
            rulebook=rulebook_of(system.authority),
        )


def _of_authority(system: Actor) -> Any:
    return Child.objects.filter(authority=system.authority, sealed_on__isnull=True)
