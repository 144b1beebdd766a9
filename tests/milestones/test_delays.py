"""Answers as days on which a flag does not climb."""

from datetime import UTC, date, datetime

from milestones.delays import is_silent, pauses_of
from milestones.ladder import Pause
from milestones.models import Delay, Snooze

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIRST = date(2026, 11, 20)


def at(day: int) -> datetime:
    return NOON.replace(day=day)


def test_a_promise_holds_through_its_day() -> None:
    promised = Delay(given_at=NOON, promised_on=date(2026, 11, 25))
    assert pauses_of([promised], []) == [Pause(FIRST, date(2026, 11, 25), date(2026, 11, 25))]


def test_a_day_put_off_before_it_came_counts_all_the_same() -> None:
    first = Delay(given_at=NOON, promised_on=date(2026, 11, 28), superseded_at=at(24))
    second = Delay(given_at=at(24), promised_on=date(2026, 12, 9))
    assert sorted(pauses_of([second, first], [])) == [
        Pause(FIRST, date(2026, 11, 23), date(2026, 11, 28)),
        Pause(date(2026, 11, 24), date(2026, 12, 9), date(2026, 12, 9)),
    ]


def test_a_day_brought_nearer_counts_instead() -> None:
    first = Delay(given_at=NOON, promised_on=date(2026, 11, 28), superseded_at=at(24))
    second = Delay(given_at=at(24), promised_on=date(2026, 11, 26))
    assert [each.promised_on for each in pauses_of([second, first], [])] == [
        date(2026, 11, 26),
        None,
    ]


def test_a_promise_answered_anew_after_its_day_was_broken() -> None:
    first = Delay(given_at=NOON, promised_on=date(2026, 11, 22), superseded_at=at(24))
    assert pauses_of([first], []) == [Pause(FIRST, date(2026, 11, 22), date(2026, 11, 22))]


def test_a_promise_answered_anew_on_the_same_day_never_held() -> None:
    first = Delay(given_at=NOON, promised_on=date(2026, 11, 22), superseded_at=at(20))
    assert pauses_of([first, Delay(given_at=NOON)], []) == []


def test_the_day_of_a_promise_is_the_day_in_scotland() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    [pause] = pauses_of([Delay(given_at=late, promised_on=date(2026, 7, 9))], [])
    assert pause.first == date(2026, 7, 1)


def test_a_silence_ends_the_day_before_it_speaks_up_or_was_woken() -> None:
    until = date(2026, 11, 27)
    silent = Snooze(snoozed_on=FIRST, until=until)
    assert pauses_of([], [silent]) == [Pause(FIRST, date(2026, 11, 26))]
    assert is_silent(silent, on=date(2026, 11, 26))
    assert not is_silent(silent, on=until)
    woken = Snooze(snoozed_on=FIRST, until=until, woken_at=at(23))
    assert pauses_of([], [woken]) == [Pause(FIRST, date(2026, 11, 22))]
    assert not is_silent(woken, on=date(2026, 11, 23))
