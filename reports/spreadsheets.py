"""A table as a file people open in a spreadsheet: never a live formula in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

Cell = str | int | float | date | None
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_csv(sheet: Sheet, *, below: Iterable[Sequence[Cell]] = ()) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read the accents.

    What goes below the rows stands after an empty line.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(title) for title in sheet.header])
    for row in sheet.rows:
        writer.writerow([harmless(cell) for cell in row])
    for at, row in enumerate(below):
        if not at:
            writer.writerow([])
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: Cell) -> str:
    """The cell as text; an apostrophe disarms what a spreadsheet would run as a formula."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(LIVE):
        return "'" + cell
    return str(cell)


def as_xlsx(sheets: Iterable[Sheet], *, told: str = "") -> bytes:
    """Text cells written as text, dates as dates, so nothing typed can run.

    What is told of the whole file goes to its properties and the foot of each printed page.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"comments": told})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, 0)
        if told:
            page.set_footer(f"&L{_for_a_footer(told)}")
        for column, title in enumerate(sheet.header):
            page.write_string(0, column, title, bold)
            page.set_column(column, column, max(12, len(title) + 2))
        for at, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, at, column, cell, day)
    book.close()
    return out.getvalue()


def _for_a_footer(words: str) -> str:
    """As they are: an ampersand would begin a code, and 255 letters are the most."""
    return words.replace("&", "and")[:240]


def _write(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object
) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    else:
        page.write_number(row, column, cell)
