"""Where case files come from: a folder of CSV files, one workbook, or rows in memory.

Whatever has `files()` is a CaseSource, and `services.import_cases(source=…, by=actor, on=day)`
takes it. From memory, without any file:

    source = RowsSource({
        "children.csv": [{"child_ref": "SA-0412", "date_of_birth": "2019-04-12"}],
        "placements.csv": [{"child_ref": "SA-0412", "setting": "foster", "started_on": "…"}],
    })

Names and columns are those of the case files (layout.py), every value is text, None of them
needs to be there but the required ones: a column left out leaves what is stored, an empty
text clears it.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from exchange.case_files.layout import LAYOUTS, Layout

# A cell of a megabyte is one line's fault, told as such, not an error of the reader.
csv.field_size_limit(sys.maxsize)


class RawLine(NamedTuple):
    """One data line: `number` counts from 1 with the header, `fault` is a line past reading."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""


class CaseSource(Protocol):
    def files(self) -> Mapping[str, Sequence[RawLine]]:
        """Each case file there is, by its name, with its data lines; raises UnreadableSource."""


class UnreadableSource(ValueError):
    """A file that cannot be read at all: nothing of the folder goes in."""


@dataclass(frozen=True)
class RowsSource:
    rows: Mapping[str, Iterable[Mapping[str, str]]]

    def files(self) -> dict[str, list[RawLine]]:
        return {
            file: [RawLine(number, cells) for number, cells in enumerate(rows, start=2)]
            for file, rows in self.rows.items()
        }


@dataclass(frozen=True)
class FolderSource:
    """CSV files, UTF-8 with or without BOM, one header row, columns in any order.

    An empty line is not a line: it is neither counted nor rejected.
    """

    folder: Path

    def files(self) -> dict[str, list[RawLine]]:
        paths = sorted(p for p in self.folder.iterdir() if p.suffix.lower() == ".csv")
        unknown = [path.name for path in paths if path.name not in LAYOUTS]
        if unknown:
            raise UnreadableSource(
                f"{unknown[0]} is not the name of a case file: the names are {', '.join(LAYOUTS)}."
            )
        if not paths:
            raise UnreadableSource(
                f"The folder holds no case file: put {', '.join(LAYOUTS)}, "
                "or one .xlsx with a sheet of each name, into it."
            )
        found = {path.name: path for path in paths}
        return {
            file: list(read_csv(LAYOUTS[file], decoded(file, _content(found[file]))))
            for file in LAYOUTS
            if file in found
        }


def read_csv(layout: Layout, content: str) -> Iterator[RawLine]:
    """The data lines of one file. UnreadableSource if its header or its quoting is broken."""
    records = _records(layout.file, content)
    header: list[str] | None = None
    for number, cells, fault in records:
        if header is None:
            if fault:
                raise UnreadableSource(f"{layout.file}, line {number}: {fault}")
            header = checked_header(layout, cells)
        else:
            yield raw_line(header, number, cells, fault)
    if header is None:
        raise UnreadableSource(
            f"{layout.file} is empty: it needs a header row with {', '.join(layout.required)}."
        )


def checked_header(layout: Layout, cells: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    for position, name in enumerate(header, start=1):
        if not name:
            raise UnreadableSource(
                f"{layout.file}: column {position} has no name in the header row."
            )
        if name not in layout.columns:
            raise UnreadableSource(
                f"{layout.file} has an unknown column, {_shown(name)}: "
                f"the columns are {', '.join(layout.columns)}."
            )
        if name in header[: position - 1]:
            raise UnreadableSource(f"{layout.file} has the column {name} twice.")
    missing = [name for name in layout.required if name not in header]
    if missing:
        raise UnreadableSource(f"{layout.file} lacks the required column {missing[0]}.")
    if layout.any_of and not set(layout.any_of) & set(header):
        raise UnreadableSource(
            f"{layout.file} needs the column {' or '.join(layout.any_of)}, or both."
        )
    return header


def raw_line(header: list[str], number: int, cells: Sequence[str], fault: str = "") -> RawLine:
    if not fault and len(cells) != len(header):
        fault = (
            f"The line has {len(cells)} cells where the header has {len(header)}: "
            "check its commas and quotation marks."
        )
    return RawLine(number, dict(zip(header, cells, strict=False)), fault)


def _records(file: str, content: str) -> Iterator[tuple[int, list[str], str]]:
    """(the physical line it begins on, its cells, what is wrong with it) of each record."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            if "end of data" in str(fault):
                raise UnreadableSource(
                    f"{file}, line {number}: a quotation mark opens and is never closed."
                ) from None
            yield number, [], "A quotation mark stands in the middle of a cell: double it."
            continue
        if cells and (len(cells) > 1 or cells[0].strip()):
            yield number, cells, ""


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UnreadableSource(f"{path.name} cannot be opened: {fault.strerror}.") from None


def decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise UnreadableSource(
            f"{name} is not UTF-8: line {line} holds a byte of another encoding. "
            "Save it as “CSV UTF-8”."
        ) from None


def _shown(name: str) -> str:
    """A column's name as typed, shortened and without what a terminal would act on."""
    printable = "".join(c if c.isprintable() else "?" for c in name)
    return f"“{printable[:40]}{'…' if len(printable) > 40 else ''}”"
