"""One .xlsx with a sheet for each case file; a line's number is its row in the sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from exchange.case_files.layout import LAYOUTS, Layout
from exchange.case_files.reading import (
    CaseSource,
    FolderSource,
    RawLine,
    UnreadableSource,
    checked_header,
    raw_line,
)
from exchange.case_files.workbook_limits import refuse_unsafe


def source_at(path: Path) -> CaseSource:
    """The case files at a path: a workbook, a folder holding one, or a folder of CSV files."""
    if path.is_file() and path.suffix.lower() == ".xlsx":
        return workbook_at(path)
    if not path.is_dir():
        raise UnreadableSource(f"There is no folder “{path.name}”: check its name.")
    # Excel leaves a lock file beside an open workbook.
    books = [
        p for p in path.iterdir() if p.suffix.lower() == ".xlsx" and not p.name.startswith("~$")
    ]
    if not books:
        return FolderSource(path)
    if len(books) > 1 or any(p.suffix.lower() == ".csv" for p in path.iterdir()):
        raise UnreadableSource(
            "The folder holds a workbook and other case files: leave either the CSV files or "
            "one .xlsx in it."
        )
    return workbook_at(books[0])


def workbook_at(path: Path) -> "WorkbookSource":
    try:
        return WorkbookSource(path.name, path.read_bytes())
    except OSError as fault:
        raise UnreadableSource(f"{path.name} cannot be opened: {fault.strerror}.") from None


@dataclass(frozen=True)
class WorkbookSource:
    name: str
    content: bytes

    def files(self) -> dict[str, list[RawLine]]:
        refuse_unsafe(self.name, self.content)
        try:
            book = CalamineWorkbook.from_filelike(BytesIO(self.content))
            sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
        except (CalamineError, OSError, ValueError):
            raise UnreadableSource(
                f"{self.name} is not a workbook that can be read: save it as .xlsx, "
                "without a password."
            ) from None
        found: dict[str, list[RawLine]] = {}
        for name, sheet in sheets.items():
            file = name if name in LAYOUTS else f"{name}.csv"
            rows = list(_filled_rows(sheet))
            if file in LAYOUTS and file not in found:
                found[file] = list(_lines(LAYOUTS[file], rows))
            elif rows:
                raise UnreadableSource(
                    f"The sheet “{name[:40]}” is not the name of a case file: "
                    f"the names are {', '.join(f.removesuffix('.csv') for f in LAYOUTS)}."
                )
        if not found:
            raise UnreadableSource(f"{self.name} holds no sheet with cases.")
        return {file: found[file] for file in LAYOUTS if file in found}


def _filled_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [as_text(value) for value in row]
        if any(cells):
            yield number, cells


def _lines(layout: Layout, rows: list[tuple[int, list[str]]]) -> Iterator[RawLine]:
    if not rows:
        raise UnreadableSource(
            f"The sheet {layout.file.removesuffix('.csv')} is empty: it needs a header row with "
            f"{', '.join(layout.required)}."
        )
    header = checked_header(layout, _without_empty_tail(rows[0][1]))
    for number, cells in rows[1:]:
        filled = len(_without_empty_tail(cells))
        width = max(len(header), filled)
        yield raw_line(header, number, (cells + [""] * width)[:width])


def _without_empty_tail(cells: list[str]) -> list[str]:
    last = max((position for position, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def as_text(value: Any) -> str:
    """What a CSV file would hold for this cell."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}" if value.second == 0 else value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
