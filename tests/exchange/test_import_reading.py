"""Files that cannot be read at all, and what counts as a line."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from exchange.case_files.layout import LAYOUTS
from exchange.case_files.reading import FolderSource, UnreadableSource, read_csv
from exchange.case_files.workbook import as_text, source_at

CHILDREN = LAYOUTS["children.csv"]


def lines_of(content: str) -> list[tuple[int, dict[str, str], str]]:
    return [(line.number, dict(line.cells), line.fault) for line in read_csv(CHILDREN, content)]


def refusal(folder: Path) -> str:
    with pytest.raises(UnreadableSource) as refused:
        source_at(folder).files()
    return str(refused.value)


def test_columns_may_stand_in_any_order():
    assert lines_of("date_of_birth,child_ref\n2015-05-01,C1\n") == [
        (2, {"date_of_birth": "2015-05-01", "child_ref": "C1"}, "")
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    (tmp_path / "children.csv").write_bytes(
        b"\xef\xbb\xbfchild_ref,date_of_birth\r\nC1,2015-05-01\r\n"
    )
    [line] = FolderSource(tmp_path).files()["children.csv"]
    assert line == (2, {"child_ref": "C1", "date_of_birth": "2015-05-01"}, "")


def test_lines_are_counted_from_where_a_record_begins_when_a_cell_holds_line_breaks():
    content = 'child_ref,date_of_birth,given_name\nC1,2015-05-01,"A\n\nB"\nC2,2015-05-01,C\n'
    assert [number for number, _, _ in lines_of(content)] == [2, 5]


def test_an_empty_line_is_no_line_but_keeps_the_numbers_right():
    content = "child_ref,date_of_birth\n\nC1,2015-05-01\n   \nC2,2015-05-01\n\n"
    assert [number for number, _, _ in lines_of(content)] == [3, 5]


def test_a_line_cut_short_or_with_a_cell_too_many_is_told_as_such():
    faults = [fault for *_, fault in lines_of("child_ref,date_of_birth\nC1\nC2,2015-05-01,x\n")]
    assert [fault[:20] for fault in faults] == ["The line has 1 cells", "The line has 3 cells"]


def test_a_stray_quotation_mark_spoils_its_own_line_only():
    content = 'child_ref,date_of_birth\n"C1"x,2015-05-01\nC2,2015-05-01\n'
    assert [(number, bool(fault)) for number, _, fault in lines_of(content)] == [
        (2, True),
        (3, False),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("children.csv", b"", "children.csv is empty"),
        ("children.csv", b"\xef\xbb\xbf\n\n", "children.csv is empty"),
        ("children.csv", b"child_ref,date_of_birth,shoe\n", "unknown column, “shoe”"),
        ("children.csv", b"child_ref,given_name\n", "lacks the required column date_of_birth"),
        ("children.csv", b"child_ref,date_of_birth,child_ref\n", "the column child_ref twice"),
        ("children.csv", b"child_ref,date_of_birth,\n", "column 3 has no name"),
        ("milestones.csv", b"child_ref,kind\n", "needs the column held_on or planned_on"),
        ("childs.csv", b"child_ref,date_of_birth\n", "childs.csv is not the name of a case file"),
        (
            "children.csv",
            "child_ref,date_of_birth,given_name\nC1,2015-05-01,Zoë\n".encode("latin-1"),
            "children.csv is not UTF-8: line 2",
        ),
        ("children.csv", "child_ref,date_of_birth\n".encode("utf-16"), "is not UTF-8: line 1"),
        (
            "children.csv",
            b'child_ref,date_of_birth\nC1,2015-05-01\n"C2,2015-05-01\nC3,\n',
            "children.csv, line 3: a quotation mark opens and is never closed",
        ),
        ("notes.txt", b"hello", "The folder holds no case file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name_and_reason(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    assert said in refusal(tmp_path)


def test_one_file_in_another_encoding_refuses_the_whole_folder(tmp_path):
    (tmp_path / "children.csv").write_text("child_ref,date_of_birth\nC1,2015-05-01\n")
    (tmp_path / "routes.csv").write_bytes(b"child_ref,route,from,reason\nC1,home,2016-01-01,\xe9\n")
    assert "routes.csv is not UTF-8: line 2" in refusal(tmp_path)


def test_a_folder_that_is_not_there_is_said_so(tmp_path):
    assert "There is no folder “nowhere”" in refusal(tmp_path / "nowhere")


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "cases.xlsx").write_bytes(b"PK not really")
    assert "is not a workbook that can be read" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (date(2018, 5, 3), "2018-05-03"),
        (datetime(2018, 5, 3), "2018-05-03"),
        (datetime(2018, 5, 3, 9, 30), "2018-05-03 09:30:00"),
        (time(9, 30), "09:30"),
        (1001.0, "1001"),
        (10.0**30, "1e+30"),
        (" C1 ", "C1"),
    ],
)
def test_a_cell_of_a_workbook_reads_as_a_csv_file_would_have_it(cell, text):
    assert as_text(cell) == text
