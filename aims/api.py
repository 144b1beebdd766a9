"""Aims by API: what was promised, how it stands, and which children it counts."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.parameters import day, one_of, place
from accounts.api.views import ListView, ReadView
from aims.gate import aims_listed, chooses_locality, get_aim
from aims.models import Aim as AimModel
from aims.models import AimQuerySet
from aims.told import Row, aim_told, report_asked, report_told, rows_reached
from milestones.status import Status

STATUSES = [status.value for status in Status]
AS_AT = (
    day("on", "As at the end of this day; today without it."),
    place("locality", "Only the children of this locality.", open_to=chooses_locality),
)


def pair(**kwargs: Any) -> serializers.ListField:
    """x of n."""
    return serializers.ListField(
        child=serializers.IntegerField(), min_length=2, max_length=2, **kwargs
    )


class AimSerializer(serializers.Serializer[Any]):
    ref = serializers.CharField()
    version = serializers.IntegerField()
    label = serializers.CharField()
    kind = serializers.ChoiceField(AimModel.Kind)
    national_stage = serializers.IntegerField(allow_null=True)
    statement = serializers.CharField()
    target_percent = serializers.IntegerField(allow_null=True)
    stretch_percent = serializers.IntegerField(allow_null=True)
    target_date = serializers.DateField(allow_null=True)
    draft = serializers.BooleanField()


class RatesSerializer(serializers.Serializer[Any]):
    decided = pair()
    to_date = pair()
    due_reached = pair()


class PercentSerializer(serializers.Serializer[Any]):
    decided = serializers.IntegerField(allow_null=True)
    to_date = serializers.IntegerField(allow_null=True)
    due_reached = serializers.IntegerField(allow_null=True)


class VerdictsSerializer(serializers.Serializer[Any]):
    decided = serializers.BooleanField(allow_null=True)
    to_date = serializers.BooleanField(allow_null=True)
    due_reached = serializers.BooleanField(allow_null=True)


class ProjectionSerializer(serializers.Serializer[Any]):
    best = pair()
    worst = pair()
    needed = serializers.IntegerField(allow_null=True)
    of = serializers.IntegerField()
    possible = serializers.BooleanField(allow_null=True)


class ReportSerializer(serializers.Serializer[Any]):
    """How the aim stands at the end of a day; every share is a pair, x of n."""

    ref = serializers.CharField()
    version = serializers.IntegerField()
    statement = serializers.CharField()
    on = serializers.DateField()
    locality = serializers.CharField(allow_null=True, help_text="None: the whole authority.")
    counts = serializers.DictField(child=serializers.IntegerField())
    families = serializers.IntegerField()
    rates = RatesSerializer()
    percent = PercentSerializer()
    wilson_to_date = serializers.ListField(child=serializers.FloatField(), allow_null=True)
    target_percent = serializers.IntegerField(allow_null=True)
    target_reached = serializers.BooleanField(allow_null=True)
    verdicts = VerdictsSerializer()
    projection = ProjectionSerializer()
    median_days = serializers.IntegerField(allow_null=True)
    median_reached = serializers.BooleanField(allow_null=True)
    outcomes = serializers.DictField(child=pair())


class AimChildSerializer(serializers.Serializer[Any]):
    """One clock of the aim; in analysis a pseudonym stands for the child."""

    child = serializers.UUIDField(required=False)
    child_ref = serializers.CharField(required=False)
    record = serializers.CharField(required=False, help_text="The pseudonym, for analysis only.")
    born_in = serializers.CharField(required=False, help_text="Year and month, for analysis only.")
    status = serializers.ChoiceField(STATUSES)
    started_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    stopped_on = serializers.DateField(allow_null=True)
    days = serializers.IntegerField(allow_null=True)


class Aims(ListView):
    """The authority’s aims, each in its latest version."""

    act = "aim.view"
    serializer_class = AimSerializer

    def rows(self, *args: Any, **kwargs: Any) -> AimQuerySet:
        return aims_listed(self.actor)

    def told(self, rows: list[AimModel]) -> list[Any]:
        return super().told([aim_told(row) for row in rows])


class Aim(ReadView):
    """How one aim stands; `ref@2` asks for its second version. Without its children."""

    act = "aim.view"
    serializer_class = ReportSerializer
    parameters = AS_AT

    def get(self, request: Request, ref: str) -> Response:
        report = report_asked(self.actor, get_aim(self.actor, ref), **self.asked)
        return Response(ReportSerializer(report_told(*report)).data)


class AimChildren(ListView):
    """The children of an aim whom you may know of, what needs somebody first."""

    act = "aim.children"
    serializer_class = AimChildSerializer
    filters = (*AS_AT, one_of("status", "Only those with this status.", STATUSES))

    def rows(self, *args: Any, **kwargs: Any) -> list[Row]:
        asked = self.narrowed()
        status = asked.pop("status", "")
        report, _ = report_asked(self.actor, get_aim(self.actor, kwargs["ref"]), **asked)
        return rows_reached(self.actor, report, status=status)

    def told(self, rows: list[Row]) -> list[Any]:
        self.actor.seen.children(row.child for row in rows)
        return super().told([row.told(self.actor) for row in rows])
