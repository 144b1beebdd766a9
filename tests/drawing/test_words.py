from datetime import date, datetime

import pytest

from drawing import words


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (14, "2 weeks"),
        (15, "2 weeks 1 day"),
        (50, "7 weeks 1 day"),
        (206, "29 weeks 3 days"),
    ],
)
def test_days_under_a_fortnight_then_weeks_and_days(days: int, told: str) -> None:
    assert words.length_of(days) == told


@pytest.mark.parametrize(("days", "told"), [(0, "0 d"), (6, "6 d"), (14, "2 w"), (206, "29 w 3 d")])
def test_a_bar_says_its_length_shortly(days: int, told: str) -> None:
    assert words.short_length_of(days) == told


def test_a_day_is_long_in_sentences_and_short_in_tables() -> None:
    day = date(2026, 3, 7)
    assert words.sentence_day(day) == "7 March 2026"
    assert words.table_day(day) == "7 Mar 2026"
    assert words.moment(datetime(2026, 3, 17, 9, 42)) == "Tuesday 17 March 2026, 09:42"
