import csv
import io
from datetime import date

import openpyxl
import pytest

from reports.spreadsheets import Sheet, as_csv, as_xlsx

LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']


def sheet(*cells: object) -> Sheet:
    return Sheet("Children", ["What", "When"], [cells])  # type: ignore[list-item]


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("live", LIVE)
def test_no_cell_of_a_csv_begins_a_formula(live: str) -> None:
    (_, row) = rows_of(as_csv(sheet(live, None)))
    assert row == ["'" + live, ""]


@pytest.mark.parametrize("live", LIVE)
def test_no_cell_of_an_xlsx_is_a_formula(live: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([sheet(live, None)])))
    cell = book["Children"]["A2"]
    assert cell.data_type == "s"


def test_days_and_numbers_stay_days_and_numbers_in_an_xlsx() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([sheet(date(2026, 3, 17), 42)])))
    day, number = book["Children"]["A2"], book["Children"]["B2"]
    assert (day.value.date(), number.value) == (date(2026, 3, 17), 42)


def test_a_csv_says_that_it_is_utf_8_and_writes_days_as_iso() -> None:
    body = as_csv(sheet("Eilidh – Ò", date(2026, 3, 17)))
    assert body.startswith(b"\xef\xbb\xbf")
    assert rows_of(body)[1] == ["Eilidh – Ò", "2026-03-17"]
