"""From the database to histories: the only place where rows become what the evaluator reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from cases.models import Child, ChildLocality, Episode, LegalOrder, Placement, Route
from milestones import history
from milestones.models import Extension, Milestone, MilestoneKind


def load_histories(*, child_ids: Collection[int]) -> dict[int, history.History]:
    """Each child's standing facts, in one query a table however many children are asked for.

    The caller has passed the gate: this reads whatever ids it is given.
    """
    born = dict(Child.objects.filter(pk__in=child_ids).values_list("pk", "born_on"))
    codes = dict(MilestoneKind.objects.values_list("pk", "code"))
    episodes = _facts(Episode, child_ids, _EPISODE, _episode)
    placements = _facts(Placement, child_ids, _PLACEMENT, history.Placement)
    orders = _facts(LegalOrder, child_ids, _ORDER, history.Order)
    routes = _facts(Route, child_ids, ["route", "from_on"], history.Route)
    extensions = _facts(Extension, child_ids, _EXTENSION, history.Extension)
    milestones = _facts(
        Milestone, child_ids, _MILESTONE, lambda kind, *rest: _milestone(codes[kind], *rest)
    )
    localities = _localities(child_ids)
    return {
        child_id: history.History(
            born_on=born_on,
            episodes=episodes[child_id],
            placements=placements[child_id],
            orders=orders[child_id],
            routes=routes[child_id],
            milestones=milestones[child_id],
            localities=localities[child_id],
            extensions=extensions[child_id],
        )
        for child_id, born_on in born.items()
    }


_EPISODE = [
    "began_on",
    "ended_on",
    "destination",
    "return_kind",
    "transferred_from",
    "originally_accommodated_on",
    "pk",
]
_PLACEMENT = ["setting", "began_on", "began_at", "ended_on", "basis", "return_kind", "pk"]
_ORDER = ["kind", "made_on", "expires_on", "ended_on", "pk"]
_EXTENSION = ["timescale_ref", "started_on", "due_on"]
_MILESTONE = ["kind_id", "held_on", "held_at", "planned_on", "outcome_id", "route", "pk"]


def _facts(
    model: type[models.Model], child_ids: Collection[int], fields: list[str], make: Any
) -> defaultdict[int, tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = (
        model._default_manager.filter(child_id__in=child_ids, voided_at__isnull=True)
        .order_by("pk")
        .values_list("child_id", *fields)
    )
    gathered: defaultdict[int, list[Any]] = defaultdict(list)
    for child_id, *values in rows:
        gathered[child_id].append(make(*values))
    return defaultdict(tuple, {child_id: tuple(made) for child_id, made in gathered.items()})


def _episode(
    began_on: Any, ended_on: Any, destination: str, return_kind: str, came_from: str, *rest: Any
) -> history.Episode:
    return history.Episode(began_on, ended_on, destination, return_kind, bool(came_from), *rest)


def _milestone(
    code: str, held_on: Any, held_at: Any, planned_on: Any, outcome: str, route: str, key: int
) -> history.Milestone:
    return history.Milestone(code, held_on, held_at, planned_on, outcome, route, None, key)


def _localities(child_ids: Collection[int]) -> defaultdict[int, tuple[Any, ...]]:
    rows = (
        ChildLocality.objects.filter(child_id__in=child_ids)
        .order_by("child_id", models.F("from_on").asc(nulls_first=True))
        .values_list("child_id", "locality__name", "from_on")
    )
    gathered: defaultdict[int, list[Any]] = defaultdict(list)
    for child_id, name, from_on in rows:
        gathered[child_id].append(history.LocalitySince(name or "", from_on))
    return defaultdict(tuple, {child_id: tuple(made) for child_id, made in gathered.items()})
