"""The six case files, as data: their columns, what each cell may hold, what tells lines apart."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from cases.models import Episode, Fact, LegalOrder, Placement, ReturnKind, Route, RouteCode
from exchange.case_files.cells import (
    Reader,
    one_of,
    read_date,
    read_email,
    read_gss_code,
    read_sex,
    read_time,
    text,
)
from milestones.models import HELD, Milestone

CHILDREN = "children.csv"
EPISODES = "episodes.csv"
PLACEMENTS = "placements.csv"
ORDERS = "orders.csv"
ROUTES = "routes.csv"
MILESTONES = "milestones.csv"


@dataclass(frozen=True, slots=True)
class Column:
    """`empty` is what an empty cell means: it clears the value."""

    name: str
    field: str
    read: Reader
    empty: Any = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """`key`: the fields that, with the child, say which fact a line speaks of.

    `any_of`: of these columns at least one must be there.
    """

    file: str
    one: str
    columns: dict[str, Column]
    key: tuple[str, ...]
    any_of: tuple[str, ...] = ()

    @property
    def required(self) -> list[str]:
        return [column.name for column in self.columns.values() if column.required]

    def column_of(self, field: str) -> str:
        return next(column.name for column in self.columns.values() if column.field == field)


def _layout(
    file: str, one: str, key: tuple[str, ...], *columns: Column, any_of: tuple[str, ...] = ()
) -> Layout:
    ref = Column("child_ref", "child_ref", text(40), required=True)
    return Layout(file, one, {column.name: column for column in (ref, *columns)}, key, any_of)


def _code(
    name: str,
    field: str,
    choices: type[models.TextChoices],
    *,
    empty: str = "",
    required: bool = False,
) -> Column:
    return Column(name, field, one_of(choices.values), empty, required)


def _day(name: str, field: str | None = None, *, required: bool = False) -> Column:
    return Column(name, field or name, read_date, None, required)


LAYOUTS: dict[str, Layout] = {
    layout.file: layout
    for layout in (
        _layout(
            CHILDREN,
            "child",
            (),
            _day("date_of_birth", "born_on", required=True),
            Column("given_name", "given_name", text(80)),
            Column("family_name", "family_name", text(80)),
            Column("sex", "sex", read_sex),
            Column("locality", "locality", text(80)),
            Column("family_ref", "family", text(40)),
            Column("worker", "worker", read_email),
        ),
        _layout(
            EPISODES,
            "episode",
            ("began_on",),
            _day("started_on", "began_on", required=True),
            _day("ended_on"),
            _code("destination", "destination", Episode.Destination),
            _code("return", "return_kind", ReturnKind),
            Column("transferred_from", "transferred_from", read_gss_code),
            _day("originally_accommodated_on"),
        ),
        _layout(
            PLACEMENTS,
            "placement",
            ("setting", "began_on"),
            _code("setting", "setting", Placement.Setting, required=True),
            _day("started_on", "began_on", required=True),
            Column("started_at", "began_at", read_time, None),
            _day("ended_on"),
            _code("basis", "basis", Placement.Basis, empty=Placement.Basis.ORDINARY.value),
            _code("return", "return_kind", ReturnKind),
        ),
        _layout(
            ORDERS,
            "order",
            ("kind", "made_on"),
            _code("kind", "kind", LegalOrder.Kind, required=True),
            _day("made_on", required=True),
            _day("expires_on"),
            _day("ended_on"),
        ),
        _layout(
            ROUTES,
            "route",
            ("from_on",),
            _code("route", "route", RouteCode, required=True),
            _day("from", "from_on", required=True),
            Column("reason", "reason", text(500)),
        ),
        _layout(
            MILESTONES,
            "milestone",
            # Or kind and planned_on, when not held: see plan.py.
            ("kind_id", "held_on"),
            Column("kind", "kind_id", text(40), required=True),
            _day("held_on"),
            _day("planned_on"),
            Column("held_at", "held_at", read_time, None),
            Column("outcome", "outcome_id", text(30), HELD),
            _code("route", "route", RouteCode),
            _code("chaired_by", "chaired_by", Milestone.Chair),
            Column("note", "note", text(2000)),
            any_of=("held_on", "planned_on"),
        ),
    )
}

FACTS: dict[str, type[Fact]] = {
    EPISODES: Episode,
    PLACEMENTS: Placement,
    ORDERS: LegalOrder,
    ROUTES: Route,
    MILESTONES: Milestone,
}
