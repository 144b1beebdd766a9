from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from milestones.periods import ALONE, OPEN, Period, Spell, common, cut, joined

DAY = date(2019, 1, 1)


def days(first: int, last: int) -> Period:
    return DAY + timedelta(first), DAY + timedelta(last)


PERIODS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: days(pair[0], sum(pair))),
    max_size=6,
)


def covered(periods: list[Period]) -> set[date]:
    return {
        DAY + timedelta(n)
        for n in range(60)
        for began, ended in periods
        if began <= DAY + timedelta(n) < ended
    }


def test_touching_and_overlapping_periods_join() -> None:
    assert joined([days(5, 8), days(0, 5), days(7, 9)]) == [days(0, 9)]


def test_a_gap_of_one_day_keeps_periods_apart() -> None:
    assert joined([days(0, 5), days(6, 8)]) == [days(0, 5), days(6, 8)]


def test_a_spell_ends_with_the_care_around_it_and_begins_anew_in_the_next() -> None:
    around = [Spell(*days(0, 10), window=0), Spell(*days(20, 30), window=1)]
    pieces = cut([(DAY + timedelta(5), OPEN)], around)
    assert [(piece.began_on, piece.ended_on, piece.window) for piece in pieces] == [
        (*days(5, 10), 0),
        (*days(20, 30), 1),
    ]
    assert pieces[1].since == DAY + timedelta(10)


def test_a_spell_without_care_around_it_stands_alone() -> None:
    (piece,) = cut([days(12, 15)], [Spell(*days(0, 10), window=0)])
    assert (piece.window, piece.ended_on) == (ALONE, DAY + timedelta(15))
    assert piece.since == DAY + timedelta(10)


@given(PERIODS)
def test_joining_keeps_the_days_and_leaves_gaps(periods: list[Period]) -> None:
    spells = joined(periods)
    assert covered(spells) == covered(periods)
    assert all(one[1] < other[0] for one, other in zip(spells, spells[1:], strict=False))


@given(PERIODS, PERIODS)
def test_common_days_are_the_days_of_both(these: list[Period], those: list[Period]) -> None:
    both = common(joined(these), joined(those))
    assert covered(both) == covered(these) & covered(those)
