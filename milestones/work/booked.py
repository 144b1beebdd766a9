"""Whether what stops a clock is booked: a meeting planned for a day still to come."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In

from milestones.clock_lines import stopping_kinds
from milestones.models import Milestone, Timescale

Stops = dict[str, list[int]]


def kinds_that_stop(rules: Iterable[Timescale]) -> Stops:
    """Each kind of milestone and the rules that it stops."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for rule in rules:
        for kind in stopping_kinds(rule):
            found[kind].append(rule.pk)
    return dict(found)


def is_booked(stops: Stops, *, on: date) -> Exists:
    """For a queryset of clocks: whether a stop of theirs is planned for that day or later."""
    return Exists(_planned(stops, on))


def booked_on(stops: Stops, *, on: date) -> Subquery:
    """The first day for which a stop is planned."""
    first = _planned(stops, on).order_by().values("child").annotate(first=Min("planned_on"))
    return Subquery(first.values("first"))


def _planned(stops: Stops, on: date) -> "QuerySet[Milestone]":
    kinds: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for kind, rules in stops.items():
        kinds[tuple(rules)].append(kind)
    of_the_rule = Q(pk__in=[])
    for alike, codes in kinds.items():
        of_the_rule |= Q(In(OuterRef("timescale_id"), alike), kind__code__in=codes)
    planned = Milestone.objects.planned().filter(child=OuterRef("child"), planned_on__gte=on)
    return planned.filter(of_the_rule)
