"""One place and one episode at a time, over the folder and what is stored together."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Placement
from exchange.case_files.layout import LAYOUTS
from exchange.case_files.lines import Line
from exchange.case_files.overlaps import Period, overlap_rejections
from tests.exchange.importing import child_row, counts, row, take_in, where

DAY_ONE = date(2018, 1, 1)


def placements(*spans):
    return {
        "children": [child_row()],
        "placements": [
            row(setting=setting, started_on=began, ended_on=ended)
            for setting, began, ended in spans
        ],
    }


@pytest.mark.django_db
def test_periods_that_touch_go_in_whatever_their_order():
    result = take_in(
        placements(("kinship", "2018-05-03", ""), ("foster", "2018-01-01", "2018-05-03"))
    )
    assert counts(result) == (3, 0, 0, 0, 0)


@pytest.mark.django_db
def test_of_two_overlapping_lines_the_later_is_rejected_naming_the_other():
    result = take_in(
        placements(("kinship", "2018-05-02", ""), ("foster", "2018-01-01", "2018-05-03"))
    )
    assert where(result) == [("placements.csv", 3, "started_on")]
    assert "overlaps the kinship from 2 May 2018, not ended, on line 2" in result.rejected[0].reason


@pytest.mark.django_db
def test_a_line_that_overlaps_what_is_stored_is_rejected():
    take_in(placements(("foster", "2018-01-01", "")))
    result = take_in({"placements": [row(setting="kinship", started_on="2018-05-03")]})
    assert where(result) == [("placements.csv", 2, "started_on")]
    assert "foster from 1 January 2018, not ended, already recorded" in result.rejected[0].reason


@pytest.mark.django_db
def test_a_stored_placement_may_end_and_the_next_begin_in_one_folder():
    take_in(placements(("foster", "2018-01-01", "")))
    spans = ("kinship", "2018-05-03", ""), ("foster", "2018-01-01", "2018-05-03")
    assert counts(take_in(placements(*spans))) == (1, 1, 1, 0, 0)


@pytest.mark.django_db
def test_episodes_do_not_overlap_either():
    episodes = [row(started_on="2018-01-01"), row(started_on="2019-01-01")]
    result = take_in({"children": [child_row()], "episodes": episodes})
    assert where(result) == [("episodes.csv", 3, "started_on")]
    assert "looked after once at a time" in result.rejected[0].reason


def period(number, began, length):
    first = DAY_ONE + timedelta(days=began)
    last = None if length is None else first + timedelta(days=length)
    line = Line("placements.csv", number, "C1", {"began_on": first})
    return Period(Placement(setting="foster", began_on=first, ended_on=last), line)


SPANS = st.lists(st.tuples(st.integers(0, 12), st.none() | st.integers(0, 6)), max_size=8)


@given(SPANS)
def test_what_is_left_never_overlaps_and_nothing_goes_without_cause(spans):
    periods = [period(number, *span) for number, span in enumerate(spans, start=2)]
    gone = {rejection.line for rejection in overlap_rejections(periods)}

    def meet(one, other):
        return max(one.fact.began_on, other.fact.began_on) < min(one.end, other.end)

    filled = [p for p in periods if p.fact.began_on < p.end]
    kept = [p for p in filled if p.line.number not in gone]
    assert not any(meet(a, b) for a in kept for b in kept if a is not b)
    for lost in (p for p in filled if p.line.number in gone):
        assert any(meet(lost, other) and other.rank < lost.rank for other in filled)


def test_the_rejected_column_is_one_of_the_file():
    [rejection] = overlap_rejections([period(2, 0, None), period(3, 1, None)])
    assert rejection.column in LAYOUTS["placements.csv"].columns
