"""Children by API: whom one may know of, by reference and initials."""

from typing import Any

from rest_framework import serializers

from accounts.actors import Actor
from accounts.api.parameters import one_of, place
from accounts.api.views import ListView
from cases.gate import with_standings
from cases.listed import LOOKED_AFTER, children_listed
from cases.models import Child
from cases.models.child import ChildQuerySet
from cases.reading import reads_everywhere


def reads_placements(actor: Actor) -> bool:
    return reads_everywhere(actor, "placements")


class ChildRowSerializer(serializers.Serializer[Any]):
    """One child in a list. The name and the date of birth stand in the record."""

    id = serializers.UUIDField(help_text="The record’s address: /api/children/<id>/.")
    child_ref = serializers.CharField(help_text="The council’s reference.")
    initials = serializers.CharField(allow_blank=True)
    locality = serializers.CharField(
        allow_blank=True, required=False, help_text="Only where placements are read."
    )


class Children(ListView):
    """The children you may know of: your own, your team’s, or those you were given leave to."""

    act = "child.list"
    serializer_class = ChildRowSerializer
    filters = (
        place("locality", "Only children of this locality.", open_to=reads_placements),
        one_of(
            "looked_after",
            "“now”: only children looked after now.",
            LOOKED_AFTER,
            open_to=reads_placements,
        ),
    )

    def rows(self, *args: Any, **kwargs: Any) -> ChildQuerySet:
        return children_listed(self.actor, **self.narrowed())

    def told(self, rows: list[Child]) -> list[Any]:
        self.actor.seen.children(rows)
        return super().told([child_row(child) for child in with_standings(self.actor, rows)])


def child_row(child: Child) -> dict[str, Any]:
    row = {"id": child.public_id, "child_ref": child.child_ref, "initials": child.initials}
    if child.standing.reads("placements"):
        row["locality"] = child.locality.name if child.locality else ""
    return row
