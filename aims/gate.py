"""The gate to aims: whose figures, and which of the children they count."""

import re
from collections.abc import Collection

from django.http import Http404

from accounts.actors import Actor
from aims.models import Aim, AimQuerySet
from cases.models import Child

WRITTEN = re.compile(r"(?P<ref>[^@\x00]{1,60})(?:@(?P<version>[0-9]{1,4}))?")


def get_aim(actor: Actor, ref: str) -> Aim:
    """The latest version of an aim, or `ref@2` the second. Http404 for what is not theirs."""
    written = WRITTEN.fullmatch(ref)
    if written is None:
        raise Http404("No such aim")
    found = Aim.objects.visible_to(actor).filter(ref=written["ref"])
    found = found.filter(version=written["version"]) if written["version"] else found.latest()
    aim = found.select_related("authority", "timescale").first()
    if aim is None:
        raise Http404("No such aim")
    return aim


def aims_listed(actor: Actor) -> AimQuerySet:
    found = Aim.objects.visible_to(actor).latest().select_related("authority")
    return found.order_by("national_stage", "label", "ref")


def place_of(actor: Actor) -> str | None:
    """The locality whose figures a role with that reach sees; None for the whole authority.

    A social worker or team leader who works for the whole council sees the council's.
    """
    is_local = actor.reaches("aim.view") == {"L"} and actor.locality is not None
    return actor.locality.name if is_local and actor.locality else None


def chooses_locality(actor: Actor) -> bool:
    return place_of(actor) is None


def children_reached(actor: Actor, refs: Collection[str]) -> dict[str, Child]:
    """Of the children an aim counts, those whom this actor may know of here, by reference."""
    reached = Child.objects.visible_to(actor, act="aim.children").filter(child_ref__in=refs)
    return {child.child_ref: child for child in reached}
