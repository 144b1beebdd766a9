import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing.stacked_bar import WORDS, Counts, stacked_bar, swatch
from tests.drawing.reading import parsed, words

NUMBERS = st.integers(0, 400)


@given(st.builds(Counts, *[NUMBERS] * 8))
def test_the_segments_fill_the_bar_and_never_leave_it(counts: Counts) -> None:
    for svg, whole in zip(parsed(stacked_bar(counts)), (1149, 397), strict=True):
        reach = [float(e.get("x", 0)) + float(e.get("width", 0)) for e in svg.iter("rect")]
        assert abs(max(reach) - whole) < 3


def test_what_is_in_the_rate_is_bracketed_with_its_count() -> None:
    told = words(stacked_bar(Counts(21, 2, 3, 1, 17, 2, 1, 3)))
    assert "27 decided or past their date: in the rate" in told
    assert "19 not yet, or left before their date: not in it" in told
    assert "21 met" in told and "17 waiting" in told


def test_those_to_correct_and_not_counted_are_not_in_the_bar() -> None:
    assert "No child counted yet" in words(stacked_bar(Counts(query=4, excluded=9)))


def test_the_counts_are_told_to_those_who_do_not_see_the_bar() -> None:
    wide, narrow = parsed(stacked_bar(Counts(met=1, overdue=2)))
    told = "Of 3 children counted: 1 met, 2 overdue. The list below gives the same counts."
    assert wide.get("aria-label") == narrow.get("aria-label") == told


@pytest.mark.parametrize("status", [*WORDS, "query", "excluded"])
def test_every_status_has_its_own_sign(status: str) -> None:
    others = [swatch(each) for each in [*WORDS, "query", "excluded"] if each != status]
    assert swatch(status) not in others
