"""The versions of a row as the history keeps them, made into rows and compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils import timezone

from cases.models import Child, Involvement, Note
from drawing.words import sentence_day
from milestones.models import Milestone

WITH_THE_FACT = ("recorded_by", "voided_by")
RELATED: dict[type[models.Model], tuple[str, ...]] = {
    Child: ("locality", "family"),
    Involvement: (*WITH_THE_FACT, "person", "team"),
    Milestone: (*WITH_THE_FACT, "kind", "outcome"),
    Note: (*WITH_THE_FACT, "agency"),
}
# What tells of the row and not of the child; who and when stand beside each change.
SILENT = frozenset(
    {
        "id",
        "public_id",
        "authority",
        "child",
        "recorded_by",
        "recorded_at",
        "replaces",
        "voided_at",
        "voided_by",
    }
)
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    before: str
    after: str


def versions(model: Any, child: Child) -> models.QuerySet[Any]:
    """All versions of the child's rows of this model, each row's in the order they were made."""
    events = model.pgh_event_model.objects
    of_child = events.filter(pgh_obj=child) if model is Child else events.filter(child=child)
    related = RELATED.get(model, WITH_THE_FACT)
    found: models.QuerySet[Any] = of_child.select_related(*related).order_by("pgh_obj_id", "pgh_id")
    return found


def latest_of_each(found: models.QuerySet[Any]) -> list[Any]:
    return list(found.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"))


def row_of(model: Any, version: Any, child: Child) -> Any:
    """The row as it was, never saved; with the child, whose standing says what is read."""
    row = model(
        **{field.attname: getattr(version, field.attname) for field in model._meta.concrete_fields}
    )
    for name in RELATED.get(model, WITH_THE_FACT):
        setattr(row, name, getattr(version, name))
    if model is Child:
        row.standing = child.standing
    else:
        row.child = child
    return row


def differences(before: Any, after: Any, *, leave_out: Collection[str]) -> Sequence[Difference]:
    """Which fields became what, in people's words; nothing where there was no row before."""
    if before is None:
        return []
    told = []
    for field in after._meta.concrete_fields:
        same = getattr(before, field.attname) == getattr(after, field.attname)
        if same or field.name in SILENT or field.name in leave_out:
            continue
        name = str(field.verbose_name)
        label = name[:1].upper() + name[1:]
        told.append(Difference(label, _worded(before, field), _worded(after, field)))
    return told


def _worded(row: Any, field: Any) -> str:
    value = getattr(row, field.name)
    if value is None or value == "":
        return NOTHING
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{sentence_day(timezone.localdate(value))}, {timezone.localtime(value):%H:%M}"
    if isinstance(value, date):
        return sentence_day(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
