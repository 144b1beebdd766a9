"""The ladder: who a flag reaches, by its days without a promise."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from milestones.ladder import Ladder, Pause, Rung

DUE = date(2026, 6, 1)
LADDER = Ladder((Rung("social_worker", 0), Rung("team_leader", 7), Rung("manager", 28)))


def day(n: int) -> date:
    return DUE + timedelta(days=n)


def level(n: int, *pauses: Pause) -> int:
    return LADDER.level(DUE, pauses, on=day(n))


def promise(first: int, last: int) -> Pause:
    return Pause(day(first), day(last), day(last))


def snooze(first: int, last: int) -> Pause:
    return Pause(day(first), day(last))


def test_it_climbs_by_days_overdue() -> None:
    assert [level(n) for n in (-20, 0, 1, 6, 7, 27, 28, 400)] == [0, 0, 0, 0, 1, 1, 2, 2]


def test_it_waits_for_a_promised_date_and_climbs_once_it_has_passed() -> None:
    told = [level(n, promise(3, 60)) for n in (7, 60, 61, 62)]
    assert told == [0, 0, 1, 1]


def test_another_promise_takes_nothing_back() -> None:
    assert level(45, promise(3, 40), promise(43, 90)) == 1
    assert level(91, promise(3, 40), promise(43, 90)) == 2


def test_a_snooze_waits_and_then_goes_on_counting() -> None:
    assert level(10, snooze(5, 15)) == 0
    assert level(16, snooze(5, 15)) == 0
    assert level(18, snooze(5, 15)) == 1


def test_a_promise_kept_for_before_the_due_day_climbs_nothing() -> None:
    assert level(2, promise(-20, -5)) == 0


def test_the_next_to_be_told_and_when() -> None:
    assert LADDER.next_climb(DUE, on=day(-3)) == (day(7), 1)
    assert LADDER.next_climb(DUE, [promise(3, 60)], on=day(10)) == (day(61), 1)
    assert LADDER.next_climb(DUE, on=day(30)) is None


days = st.integers(-40, 120)
pauses = st.lists(
    st.builds(
        lambda first, length, more: Pause(
            day(first), day(first + length), None if more is None else day(first + length + more)
        ),
        days,
        st.integers(0, 40),
        st.none() | st.integers(0, 40),
    ),
    max_size=4,
)


@given(pauses, days)
def test_no_day_brings_a_flag_down_the_ladder(waits: list[Pause], n: int) -> None:
    assert level(n, *waits) <= level(n + 1, *waits)
