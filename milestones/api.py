"""A child’s record, milestones and clocks by API."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actors import Actor
from accounts.api.parameters import code, day, one_of, record_id
from accounts.api.views import ListView, ReadView
from cases.gate import get_child, with_standings
from cases.models import Episode, LegalOrder, Note, Placement, RouteCode
from milestones.listed import (
    HELD_OR_PLANNED,
    PSEUDONYMS,
    RUNNING,
    clocks_listed,
    clocks_narrowed,
    milestones_listed,
    milestones_narrowed,
)
from milestones.models import Clock, Milestone, Timescale
from milestones.models.clock import ClockQuerySet
from milestones.models.milestone import MilestoneQuerySet
from milestones.records import record_of
from milestones.status import Status
from milestones.told import clock_told, milestone_told, record_told


def sees_names(actor: Actor) -> bool:
    return PSEUDONYMS not in actor.reaches("clock.list")


class EpisodeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    began_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    destination = serializers.ChoiceField(Episode.Destination, allow_blank=True)


class PlacementSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    setting = serializers.ChoiceField(Placement.Setting)
    began_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    basis = serializers.ChoiceField(Placement.Basis)
    address = serializers.CharField(allow_blank=True, required=False)
    carers = serializers.CharField(allow_blank=True, required=False)


class OrderSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(LegalOrder.Kind)
    made_on = serializers.DateField()
    expires_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class RouteSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    route = serializers.ChoiceField(RouteCode)
    from_on = serializers.DateField()
    reason = serializers.CharField(allow_blank=True)


class NoteSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    group = serializers.ChoiceField(Note.Group)
    about_on = serializers.DateField()
    text = serializers.CharField()


class MilestoneSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    child = serializers.UUIDField()
    child_ref = serializers.CharField()
    kind = serializers.CharField()
    planned_on = serializers.DateField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField(allow_null=True, help_text="None while it is planned.")
    chaired_by = serializers.ChoiceField(Milestone.Chair, allow_blank=True)
    route = serializers.ChoiceField(RouteCode, allow_blank=True, required=False)
    note = serializers.CharField(allow_blank=True, required=False)


class ChildSerializer(serializers.Serializer[Any]):
    """A record, as far as it is read: what is not is left out (`reads` names the parts)."""

    id = serializers.UUIDField()
    child_ref = serializers.CharField()
    given_name = serializers.CharField(allow_blank=True)
    family_name = serializers.CharField(allow_blank=True)
    sex = serializers.CharField(allow_blank=True)
    born_on = serializers.DateField()
    reads = serializers.ListField(child=serializers.CharField())
    locality = serializers.CharField(allow_blank=True, required=False)
    episodes = EpisodeSerializer(many=True, required=False)
    placements = PlacementSerializer(many=True, required=False)
    orders = OrderSerializer(many=True, required=False)
    routes = RouteSerializer(many=True, required=False)
    notes = NoteSerializer(many=True, required=False)
    milestones = MilestoneSerializer(many=True)


class ClockSerializer(serializers.Serializer[Any]):
    """A rule running for a child; in analysis a pseudonym stands for the child."""

    child = serializers.UUIDField(required=False)
    child_ref = serializers.CharField(required=False)
    record = serializers.CharField(required=False, help_text="The pseudonym, for analysis only.")
    born_in = serializers.CharField(required=False, help_text="Year and month, for analysis only.")
    timescale = serializers.CharField()
    version = serializers.IntegerField()
    name = serializers.CharField()
    basis = serializers.ChoiceField(Timescale.Basis)
    started_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    stopped_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField([status.value for status in Status])


class Child(ReadView):
    """One child’s record, as far as you may read it."""

    act = "child.view"
    decided_by_the_gate = True
    serializer_class = ChildSerializer

    def get(self, request: Request, public_id: UUID) -> Response:
        child = get_child(self.actor, public_id, act=self.act)
        record = record_of(child, actor=self.actor)
        return Response(ChildSerializer(record_told(record)).data)


class Milestones(ListView):
    """Milestones held and planned, of the children you may find and of the kinds you read."""

    act = "child.list"
    serializer_class = MilestoneSerializer
    filters = (
        record_id("child", "Only those of this child."),
        code("kind", "Only this kind, like “lac_review”."),
        one_of("state", "Only those held, or only those planned.", HELD_OR_PLANNED),
        day("held_from", "Held on this day or later."),
        day("held_to", "Held on this day or earlier."),
    )

    def rows(self, *args: Any, **kwargs: Any) -> MilestoneQuerySet:
        return milestones_narrowed(milestones_listed(self.actor), **self.narrowed())

    def told(self, rows: list[Milestone]) -> list[Any]:
        children = with_standings(self.actor, {row.child_id: row.child for row in rows}.values())
        self.actor.seen.children(children)
        stands = {child.pk: child.standing for child in children}
        return super().told([milestone_told(row, stands[row.child_id]) for row in rows])


class Clocks(ListView):
    """Rules running for the children you follow, and those that ended, with their status today."""

    act = "clock.list"
    serializer_class = ClockSerializer
    filters = (
        record_id("child", "Only those of this child.", open_to=sees_names),
        code("timescale", "Only those of this rule, like “cso_expiry”."),
        one_of("state", "“running”: not stopped, not ended; “overdue”: past their day.", RUNNING),
        day("due_from", "Due on this day or later."),
        day("due_to", "Due on this day or earlier."),
    )

    def rows(self, *args: Any, **kwargs: Any) -> ClockQuerySet:
        return clocks_narrowed(clocks_listed(self.actor), on=self.actor.on, **self.narrowed())

    def told(self, rows: list[Clock]) -> list[Any]:
        self.actor.seen.children(row.child for row in rows)
        by_pseudonym = not sees_names(self.actor)
        on = self.actor.on
        return super().told([clock_told(row, on=on, by_pseudonym=by_pseudonym) for row in rows])
