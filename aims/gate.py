"""The gate to aims: whose figures, and which of the children they count."""

import re
from collections.abc import Collection

from django.http import Http404

from accounts.actors import Actor
from aims.models import Aim, AimQuerySet
from cases.models import Child

AUTHORITY = "A"
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


def chooses_locality(actor: Actor) -> bool:
    """Whether the figures of the whole authority, and of each locality, are theirs to read."""
    return actor.is_system or AUTHORITY in actor.reaches("aim.view")


def own_locality(actor: Actor) -> str | None:
    """The locality whose figures alone are theirs; None where the role is held everywhere."""
    return actor.locality.name if actor.locality is not None else None


def children_reached(actor: Actor, refs: Collection[str]) -> dict[str, Child]:
    """Of the children an aim counts, those whom this actor may know of here, by reference."""
    reached = Child.objects.visible_to(actor, act="aim.children").filter(child_ref__in=refs)
    return {child.child_ref: child for child in reached}
