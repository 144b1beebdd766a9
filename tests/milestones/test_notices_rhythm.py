"""Which mail is due when, over weeks of ticks: pure, no rows and no server."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.today import LONDON, today
from milestones.models import Mailing, Notice, NoticeChoice
from milestones.notices.rhythm import (
    MAILED_WITHIN,
    Addressee,
    Lot,
    Mailed,
    is_time_for_a_digest,
    lot_for,
    monday_of,
)

Rhythm = NoticeChoice.Rhythm
HOUR = timedelta(hours=1)
# Three weeks over the end of summer time, from a Monday.
FIRST = datetime(2026, 10, 12, tzinfo=UTC)
HOURS = 24 * 21
CAP = 3
DIGEST, AT_ONCE = Mailing.Kind.DIGEST, Mailing.Kind.AT_ONCE
Sent = list[tuple[datetime, Lot]]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 28, 7, 29, tzinfo=UTC), False),
        (datetime(2026, 3, 28, 7, 30, tzinfo=UTC), True),
        # The clocks went forward in the night: half past seven is an hour earlier.
        (datetime(2026, 3, 29, 6, 29, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 6, 30, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 7, 29, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 7, 30, tzinfo=UTC), True),
    ],
)
def test_a_digest_is_due_at_half_past_seven_in_scotland(at: datetime, expected: bool) -> None:
    assert is_time_for_a_digest(Addressee(), on=today(at), at=at) is expected


NIGHT = datetime(2026, 11, 20, 3, tzinfo=UTC)


def at_night(rhythm: str, *, age: int = 0, ever: bool = True) -> str | None:
    """Which mail goes out for a notice that cannot wait, so many days old."""
    notice = Notice(raised_on=today(NIGHT) - timedelta(days=age), cannot_wait=True)
    lot = lot_for(
        Addressee(rhythm, Mailed(ever=ever), [notice]), on=today(NIGHT), at=NIGHT, cap=CAP
    )
    return lot and lot.kind


def test_only_what_is_younger_than_a_fortnight_is_mailed() -> None:
    assert [at_night(Rhythm.DAILY, age=days) for days in (13, 14)] == [AT_ONCE, None]


def test_the_first_mail_of_all_waits_for_the_morning_but_not_for_the_week() -> None:
    first = [at_night(rhythm, ever=False) for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY)]
    assert first == [None, AT_ONCE]


raised = st.lists(st.tuples(st.integers(0, HOURS - 24 * 8), st.booleans()), min_size=1, max_size=25)
down = st.sets(st.integers(0, HOURS - 1), max_size=200)


@given(raised, down, st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.PAGE_ONLY]))
def test_whatever_ticks_are_missed_nothing_is_mailed_twice_or_too_often(
    told: list[tuple[int, bool]], missed: set[int], rhythm: str
) -> None:
    sent = simulated(told, missed, rhythm)
    mailed = Counter(id(each) for _, lot in sent for each in lot.notices)
    assert all(times == 1 for times in mailed.values())
    days = Counter(today(at) for at, _ in sent)
    assert all(mails <= CAP for mails in days.values())
    digests = Counter(today(at) for at, lot in sent if lot.kind == DIGEST)
    assert all(times == 1 for times in digests.values())
    if rhythm == Rhythm.WEEKLY:
        assert all(n == 1 for n in Counter(map(monday_of, digests)).values())
    assert rhythm != Rhythm.PAGE_ONLY or not sent
    assert all(lot.notices for _, lot in sent)
    assert all(each.cannot_wait for _, lot in sent if lot.kind == AT_ONCE for each in lot.notices)


@given(raised, st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]))
def test_while_the_ticks_come_everything_is_mailed_by_the_next_digest(
    told: list[tuple[int, bool]], rhythm: str
) -> None:
    sent = simulated(told, set(), rhythm)
    assert sum(len(lot.notices) for _, lot in sent) == len(told)
    for at, lot in sent:
        longest = max(today(at) - each.raised_on for each in lot.notices)
        assert longest <= timedelta(days=1 if rhythm == Rhythm.DAILY else 7) < MAILED_WITHIN


def simulated(told: Sequence[tuple[int, bool]], missed: set[int], rhythm: str) -> Sent:
    """An hourly tick for three weeks, less those missed; what each sent."""
    to = Addressee(rhythm)
    sent: Sent = []
    for hour in range(HOURS):
        at = FIRST + hour * HOUR
        new = [notice(today(at), urgent) for when, urgent in told if when == hour]
        to = replace(to, waiting=[*to.waiting, *new])
        if hour in missed:
            continue
        to = replace(to, mailed=before(sent, today(at)))
        lot = lot_for(to, on=today(at), at=at.astimezone(LONDON), cap=CAP)
        if lot is not None:
            sent.append((at, lot))
            gone = {id(each) for each in lot.notices}
            left = [each for each in to.waiting if id(each) not in gone]
            to = replace(to, waiting=left)
    return sent


def notice(on: date, urgent: bool) -> Notice:
    return Notice(raised_on=on, cannot_wait=urgent)


def before(sent: Sent, on: date) -> Mailed:
    today_ = [lot for at, lot in sent if today(at) == on]
    digests = [today(at) for at, lot in sent if lot.kind == DIGEST]
    return Mailed(
        today=len(today_),
        at_once_today=sum(lot.kind == AT_ONCE for lot in today_),
        digest_on=max(digests, default=None),
        ever=bool(sent),
    )
