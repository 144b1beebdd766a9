"""A workbook goes in as the same lines in a folder would."""

from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from exchange.case_files.reading import UnreadableSource
from exchange.case_files.workbook import source_at, workbook_at


def book(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def test_date_and_time_cells_read_as_dates_and_times_at_their_row(tmp_path):
    header = ["child_ref", "setting", "started_on", "started_at"]
    path = book(
        tmp_path / "cases.xlsx",
        {"placements": [header, [], [1001, "foster", date(2018, 5, 3), time(9, 30)]]},
    )
    [line] = workbook_at(path).files()["placements.csv"]
    assert (line.number, list(line.cells.values())) == (
        3,
        ["1001", "foster", "2018-05-03", "09:30"],
    )


def test_a_folder_with_one_workbook_is_read_as_the_workbook(tmp_path):
    book(tmp_path / "cases.xlsx", {"children": [["child_ref", "date_of_birth"], ["C1", "x"]]})
    assert len(source_at(tmp_path).files()["children.csv"]) == 1


def test_a_cell_beyond_the_header_spoils_its_line(tmp_path):
    path = book(
        tmp_path / "cases.xlsx",
        {"children": [["child_ref", "date_of_birth"], ["C1", "2015-05-01", None, "x"]]},
    )
    [line] = workbook_at(path).files()["children.csv"]
    assert line.fault.startswith("The line has 4 cells")


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"Notes": [["hello"]]}, "The sheet “Notes” is not the name of a case file"),
        ({"children": []}, "The sheet children is empty"),
        ({"Sheet1": []}, "holds no sheet with cases"),
        ({"children": [["child_ref"]]}, "lacks the required column date_of_birth"),
    ],
)
def test_a_workbook_with_the_wrong_sheets_is_refused(tmp_path, sheets, said):
    with pytest.raises(UnreadableSource, match=said):
        workbook_at(book(tmp_path / "cases.xlsx", sheets)).files()


def test_an_empty_sheet_of_another_name_does_not_matter(tmp_path):
    sheets = {"Sheet1": [], "children": [["child_ref", "date_of_birth"]]}
    assert list(workbook_at(book(tmp_path / "cases.xlsx", sheets)).files()) == ["children.csv"]


def test_a_workbook_beside_csv_files_is_refused(tmp_path):
    book(tmp_path / "cases.xlsx", {"children": [["child_ref", "date_of_birth"]]})
    (tmp_path / "children.csv").write_text("child_ref,date_of_birth\n")
    with pytest.raises(UnreadableSource, match="leave either the CSV files or"):
        source_at(tmp_path)
