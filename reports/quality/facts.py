"""The facts that questions are about, and the lives they might change, in one query.

Only what the list tells: rows of four tables side by side, made into facts that are never saved.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, Value

from cases.models import Episode, LegalOrder, Placement
from milestones.models import Milestone, MilestoneKind
from milestones.quality.question import EPISODE, MILESTONE, ORDER, PLACEMENT
from milestones.question_list import OpenQuestion

FactKey = tuple[str, int]
NO_TEXT, NO_DAY = Value(""), Value(None, output_field=models.DateField())


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Those in doubt, by kind and row; of each child its spells in care and where it ever lived."""

    in_doubt: dict[FactKey, Any] = field(default_factory=dict)
    spells: Counter[int] = field(default_factory=Counter)
    settings: dict[int, set[str]] = field(default_factory=dict)


def known_facts(page: Collection[OpenQuestion], asked: Collection[int]) -> KnownFacts:
    """Of the questions of a page, and of all children who could move an aim."""
    doubted = {(each.fact_kind, each.fact_id) for each in page if each.fact_id is not None}
    first, *others = (_rows(kind, doubted, asked) for kind in TABLES)
    in_doubt: dict[FactKey, Any] = {}
    began: Counter[int] = Counter()
    settings: dict[int, set[str]] = {pk: set() for pk in asked}
    for kind, pk, child_id, voided_at, *values in first.union(*others, all=True):
        if (kind, pk) in doubted:
            in_doubt[kind, pk] = MADE_OF[kind](pk, child_id, *values)
        if kind == EPISODE and voided_at is None:
            began[child_id] += 1
        if kind == PLACEMENT and voided_at is None and child_id in settings:
            settings[child_id].add(values[2])
    return KnownFacts(in_doubt, Counter(asked) | began, settings)


def _rows(kind: str, doubted: Collection[FactKey], asked: Collection[int]) -> QuerySet[Any]:
    model, columns = TABLES[kind]
    wanted = Q(pk__in=[pk for of_kind, pk in doubted if of_kind == kind])
    if kind in OF_LIVES and asked:
        wanted |= Q(child__in=asked)
    found = model._default_manager.filter(wanted).order_by()
    named = ("pk", "child_id", "voided_at", "public_id")
    return found.values_list(Value(kind), *named, *columns)


def _milestone(pk: int, child_id: int, public_id: Any, *values: Any) -> Milestone:
    code, name, held_on, planned_on, _ = values
    kind = MilestoneKind(code=code, name=name)
    return Milestone(
        pk=pk,
        child_id=child_id,
        public_id=public_id,
        kind=kind,
        held_on=held_on,
        planned_on=planned_on,
    )


def _made(model: type[models.Model], *names: str) -> Callable[..., Any]:
    """A fact of that table with the columns named, in the order of its rows; None for no column."""

    def make(pk: int, child_id: int, public_id: Any, *values: Any) -> Any:
        told = {name: value for name, value in zip(names, values, strict=True) if name}
        return model(pk=pk, child_id=child_id, public_id=public_id, **told)

    return make


TABLES: dict[str, tuple[type[models.Model], tuple[Any, ...]]] = {
    ORDER: (LegalOrder, (NO_TEXT, F("kind"), F("made_on"), F("ended_on"), F("expires_on"))),
    MILESTONE: (
        Milestone,
        (F("kind__code"), F("kind__name"), F("held_on"), F("planned_on"), NO_DAY),
    ),
    PLACEMENT: (Placement, (NO_TEXT, F("setting"), F("began_on"), F("ended_on"), NO_DAY)),
    EPISODE: (Episode, (NO_TEXT, NO_TEXT, F("began_on"), F("ended_on"), NO_DAY)),
}
MADE_OF: dict[str, Callable[..., Any]] = {
    ORDER: _made(LegalOrder, "", "kind", "made_on", "ended_on", "expires_on"),
    MILESTONE: _milestone,
    PLACEMENT: _made(Placement, "", "setting", "began_on", "ended_on", ""),
    EPISODE: _made(Episode, "", "", "began_on", "ended_on", ""),
}
OF_LIVES = frozenset({PLACEMENT, EPISODE})
