"""A number's last year beside it, and how long overdue."""

from drawing.age_bars import AgeBar, age_bars
from drawing.sparkline import Sparkline, sparkline


def test_a_sparkline_says_in_words_where_it_went() -> None:
    assert Sparkline("Overdue", (17, 19, 11)).words == (
        "Overdue at each month’s end over the last 2 months: from 17 down to 11, "
        "lowest 11, highest 19"
    )
    assert Sparkline("Overdue", (2, 2, 2)).words.endswith("always 2")


def test_a_sparkline_ends_in_a_dot_and_nothing_is_drawn_of_one_day() -> None:
    drawn = sparkline(Sparkline("Overdue", (0, 10)))
    assert 'points="3,37 113,8"' in drawn
    assert 'cx="113" cy="8"' in drawn
    assert sparkline(Sparkline("Overdue", (4,))) == ""


def test_each_bar_is_a_link_that_says_what_it_counts_and_nought_is_none() -> None:
    drawn = age_bars(
        [AgeBar("Up to 2 weeks", 6, "/my-work/?age=0-14"), AgeBar("Over 12 weeks", 0, "/x/")],
        what="Age of the delay",
    )
    assert 'aria-label="Age of the delay: up to 2 weeks 6, over 12 weeks none"' in drawn
    assert 'href="/my-work/?age=0-14"' in drawn
    assert 'aria-label="6 overdue up to 2 weeks"' in drawn
    assert "/x/" not in drawn
