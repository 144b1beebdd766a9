"""How long a workbook's texts become: by what each cell tells, however the file is cut up."""

import pytest

from exchange.case_files.told_texts import ToldTexts

LIST = b"<sst><si><t>" + b"x" * 500 + b"</t></si><si><t>y</t></si></sst>"
OVERLAP = 64


def told(*parts: bytes, piece: int = 10_000) -> int:
    texts = ToldTexts()
    for part in parts:
        texts.begin_part()
        for first in range(0, len(part), piece):
            seen = min(first, OVERLAP)
            texts.take(part[first - seen : first + piece], at=first - seen, seen=seen)
        texts.end_part(at=len(part))
    return texts.together


def sheet(*numbers: int) -> bytes:
    return b"".join(b'<c t="s"><v>%d</v></c>' % number for number in numbers)


def test_each_cell_takes_what_its_own_text_takes() -> None:
    assert told(LIST, sheet(1, 1, 1, 1)) < 200
    assert told(LIST, sheet(0, 0, 0, 0)) > 2000


def test_a_sheet_may_stand_before_the_list() -> None:
    assert told(sheet(0, 1), LIST) == told(LIST, sheet(0, 1))


@pytest.mark.parametrize("piece", [70, 97, 333])
def test_however_it_is_cut_up_the_same_comes_of_it(piece: int) -> None:
    parts = (LIST, sheet(*[0, 1] * 50))
    assert told(*parts, piece=piece) == told(*parts)


def test_a_cell_that_hides_its_number_tells_the_longest() -> None:
    assert told(LIST, b'<c t="s"><v>&#49;</v></c>' * 4) > 2000
