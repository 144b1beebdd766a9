"""From raw lines to typed ones, or to rejections that say what would be right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exchange.case_files.cells import CellFault, unkeepable
from exchange.case_files.council import Council
from exchange.case_files.layout import CHILDREN, LAYOUTS, MILESTONES, Column, Layout
from exchange.case_files.reading import RawLine
from milestones.models import NOT_HELD


@dataclass(frozen=True, slots=True)
class Rejection:
    """`column` is the header's name, or None where the line as a whole is wrong."""

    file: str
    line: int
    column: str | None
    reason: str

    @property
    def sentence(self) -> str:
        column = f", {self.column}" if self.column else ""
        return f"{self.file}, line {self.line}{column}: {self.reason}"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line past its own checks: `values` by the model's fields, for the columns there are.

    `said_on` is the day a milestone that was not held was said to be held on.
    """

    file: str
    number: int
    child_ref: str
    values: Mapping[str, Any]
    said_on: date | None = None

    @property
    def layout(self) -> Layout:
        return LAYOUTS[self.file]

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells this line from the child's others in the same file."""
        if self.file == MILESTONES and self.values.get("held_on") is None:
            return (self.values["kind_id"], "planned", self.values["planned_on"])
        return tuple(self.values[name] for name in self.layout.key)

    @property
    def key_as_written(self) -> tuple[Any, ...]:
        return (self.values["kind_id"], self.said_on)

    def rejected(self, name: str | None, reason: str) -> Rejection:
        """The rejection of this line for a field, named by its column if the file has it."""
        column = self.layout.column_of(name) if name in self.values else None
        return Rejection(self.file, self.number, column, reason)


@dataclass(slots=True)
class ChildLines:
    """What a folder says of one child: its good lines in order, and its rejected ones."""

    child_ref: str
    lines: list[Line] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    has_own_line: bool = False


@dataclass(slots=True)
class ReadLines:
    """`strays`: rejections of lines that name no child."""

    children: dict[str, ChildLines]
    strays: list[Rejection]
    count: int


class _Fault(Exception):
    def __init__(self, column: str | None, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def read_lines(files: Mapping[str, Sequence[RawLine]], council: Council) -> ReadLines:
    """Every data line, gathered by child in the order of the files and lines."""
    read = ReadLines({}, [], 0)
    for layout in LAYOUTS.values():
        seen: dict[tuple[Any, ...], int] = {}
        for raw in files.get(layout.file, ()):
            read.count += 1
            _read_into(read, layout, raw, council, seen)
    return read


def _read_into(
    read: ReadLines,
    layout: Layout,
    raw: RawLine,
    council: Council,
    seen: dict[tuple[Any, ...], int],
) -> None:
    child_ref = raw.cells.get("child_ref", "").strip()
    try:
        _cell_value(layout.columns["child_ref"], child_ref)
    except _Fault as fault:
        column, reason = (None, raw.fault) if raw.fault else (fault.column, fault.reason)
        read.strays.append(Rejection(layout.file, raw.number, column, reason))
        return
    child = read.children.setdefault(child_ref, ChildLines(child_ref))
    child.has_own_line |= layout.file == CHILDREN
    try:
        line = typed_line(layout, raw, child_ref, council)
        # A day said to be held on is the line's key as it was written, held or not.
        keys = [line.key, *([line.key_as_written] if line.said_on else [])]
        first = min(seen.setdefault((child_ref, *key), raw.number) for key in keys)
        if first != raw.number:
            raise _Fault(_key_column(layout), _twice(layout, first))
    except _Fault as fault:
        column = fault.column if fault.column in raw.cells else None
        child.rejections.append(Rejection(layout.file, raw.number, column, fault.reason))
    else:
        child.lines.append(line)


def typed_line(layout: Layout, raw: RawLine, child_ref: str, council: Council) -> Line:
    if raw.fault:
        raise _Fault(None, raw.fault)
    values: dict[str, Any] = {}
    for name, cell in raw.cells.items():
        column = layout.columns[name]
        if name != "child_ref":
            values[column.field] = _cell_value(column, cell.strip())
    _require_columns(layout, raw)
    if values.get("transferred_from"):
        values["transferred_from"] = _council_meant(values["transferred_from"], council)
    said_on = _settle_milestone(values, council) if layout.file == MILESTONES else None
    return Line(layout.file, raw.number, child_ref, values, said_on)


def _cell_value(column: Column, cell: str) -> Any:
    if not cell:
        if column.required:
            raise _Fault(column.name, f"{column.name} is empty: every line needs it.")
        return column.empty
    if unkeepable(cell):
        raise _Fault(
            column.name, f"{column.name} holds a character that cannot be kept: retype the cell."
        )
    try:
        return column.read(cell)
    except CellFault as fault:
        raise _Fault(column.name, f"{column.name} {fault}") from None


def _require_columns(layout: Layout, raw: RawLine) -> None:
    """For rows from memory, where each brings its own columns."""
    missing = next((name for name in layout.required if name not in raw.cells), None)
    if missing:
        raise _Fault(None, f"{missing} is missing: every line needs it.")


def _council_meant(code: str, council: Council) -> str:
    try:
        return council.gss[code]
    except KeyError:
        raise _Fault(
            "transferred_from", "transferred_from is no code of a Scottish council: check it."
        ) from None


def _settle_milestone(values: dict[str, Any], council: Council) -> date | None:
    """Name the kind, check the outcome, and give what was not held no day held."""
    kind = council.kinds.get(values["kind_id"])
    if kind is None:
        raise _Fault(
            "kind",
            "kind is no kind of milestone known here: see the list of kinds and their codes.",
        )
    values["kind_id"] = kind.pk
    outcome = values.get("outcome_id")
    if outcome is not None and outcome not in kind.outcomes:
        raise _Fault(
            "outcome", f"outcome of a {kind.code} must be one of: {', '.join(kind.outcomes)}."
        )
    held_on, planned_on = values.get("held_on"), values.get("planned_on")
    if held_on is None and planned_on is None:
        raise _Fault("held_on", "held_on and planned_on are both empty: give one of them.")
    if outcome != NOT_HELD:
        return None
    values["planned_on"] = planned_on or held_on
    if values.get("held_at") is not None:
        values["planned_at"] = values["held_at"]
    values["held_on"] = values["held_at"] = None
    return held_on


def _key_column(layout: Layout) -> str:
    return layout.column_of(layout.key[-1]) if layout.key else "child_ref"


def _twice(layout: Layout, first: int) -> str:
    return f"This {layout.one} is on line {first} already: keep one of the two lines."
