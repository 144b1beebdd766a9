"""Promises and silences renewed again and again: the flag climbs all the same."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Membership
from accounts.roles import Role
from cases.models import Child
from milestones.clock_keys import clock_id, of_clock
from milestones.delays import pauses_of
from milestones.ladder import Ladder, Pause, Rung
from milestones.models import Clock, Delay, Snooze
from milestones.silences import DAYS_BY_A_RUNG, LONGEST, Silence, silence_left
from tests.conftest import TODAY

SignIn = Callable[[Membership], Client]
DUE = date(2026, 6, 1)
WORKER, LEADER, MANAGER = Role.SOCIAL_WORKER, Role.TEAM_LEADER, Role.MANAGER
LADDER = Ladder((Rung(WORKER, 0), Rung(LEADER, 7), Rung(MANAGER, 28)))
YEAR = 366
FAR = DUE + timedelta(days=28 + 3 * DAYS_BY_A_RUNG + 2 * (YEAR + 1))
"""No later does every flag reach the last rung: its days, every silence, and two promises."""


def day(n: int) -> date:
    return DUE + timedelta(days=n)


def left(*silent: Pause, role: str = WORKER, n: int) -> Silence:
    return silence_left(silent, DUE, ladder=LADDER, role=role, on=day(n))


def test_a_silence_reaches_four_weeks_ahead() -> None:
    assert left(n=3).latest == day(31)


def test_what_was_used_is_taken_off_and_the_next_rung_may_add_to_it() -> None:
    used = Pause(day(3), day(22))
    assert left(used, n=30).latest == day(38)
    assert "Ask the team leader, who may ask for 28 more" in left(used, n=30).told
    assert left(used, Pause(day(30), day(37)), n=40).is_used_up
    assert left(used, Pause(day(30), day(37)), role=LEADER, n=40).latest == day(68)


def test_the_last_rung_may_ask_nobody_for_more() -> None:
    used = [Pause(day(n), day(n + 27)) for n in (1, 31, 61)]
    gone = left(*used, role=MANAGER, n=100)
    assert gone.is_used_up
    assert "Nobody may ask for more" in gone.told


def test_days_before_the_limit_are_counted_apart() -> None:
    before = Pause(day(-40), day(-13))
    assert left(before, n=-5).is_used_up
    assert left(before, n=1).latest == day(29)


def test_a_silence_that_reaches_over_the_limit_uses_both() -> None:
    assert left(Pause(day(-40), day(-17)), n=-6).latest == day(-2)
    assert left(Pause(day(-40), day(-17)), n=-3).latest == day(25)


def moment(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=UTC)


def answered(tries: list[tuple[int, bool, int, str]]) -> tuple[list[Delay], list[Snooze]]:
    """Somebody who answers on many days, each as far ahead as they are let."""
    delays: list[Delay] = []
    snoozes: list[Snooze] = []
    on = DUE - timedelta(days=30)
    for gap, is_promise, length, role in tries:
        on += timedelta(days=gap)
        if is_promise:
            for each in delays[-1:]:
                each.superseded_at = moment(on)
            until = on + timedelta(days=length)
            delays.append(Delay(given_at=moment(on), promised_on=until))
            continue
        silent = pauses_of((), snoozes)
        may = silence_left(silent, DUE, ladder=LADDER, role=role, on=on)
        until = min(may.latest, on + LONGEST)
        if until > on:
            for each in snoozes[-1:]:
                each.woken_at = moment(on)
            snoozes.append(Snooze(snoozed_on=on, until=until))
    return delays, snoozes


tries = st.lists(
    st.tuples(
        st.integers(1, 300),
        st.booleans(),
        st.integers(0, YEAR),
        st.sampled_from((WORKER, LEADER, MANAGER)),
    ),
    max_size=12,
)


def put_off(promises: list[tuple[int, int]]) -> list[Delay]:
    """Somebody who promises another day each time before the day promised has passed."""
    found: list[Delay] = []
    on = DUE
    for length, early in promises:
        until = on + timedelta(days=length)
        for each in found[-1:]:
            each.superseded_at = moment(on)
        found.append(Delay(given_at=moment(on), promised_on=until))
        on = max(on + timedelta(days=1), until - timedelta(days=early))
    return found


def silenced(roles: list[Role]) -> list[Snooze]:
    """Somebody of each role in turn who asks for silence whenever it speaks up."""
    found: list[Snooze] = []
    on = DUE
    for role in roles:
        may = silence_left(pauses_of((), found), DUE, ladder=LADDER, role=role, on=on)
        found += [] if may.is_used_up else [Snooze(snoozed_on=on, until=may.latest)]
        on = max(on, may.latest)
    return found


@given(
    st.lists(st.tuples(st.integers(30, YEAR), st.integers(0, 9)), max_size=12),
    st.lists(st.sampled_from((WORKER, LEADER, MANAGER)), max_size=60),
)
def test_no_answer_keeps_a_flag_from_the_last_rung_for_ever(
    promises: list[tuple[int, int]], roles: list[Role]
) -> None:
    pauses = pauses_of(put_off(promises), silenced(roles))
    assert LADDER.level(DUE, pauses, on=FAR) == LADDER.last


@given(tries, st.integers(0, 900))
def test_no_answer_takes_back_a_rung_that_was_reached_before_it(
    tries: list[tuple[int, bool, int, str]], n: int
) -> None:
    """On the eve of an answer as without it."""
    delays, snoozes = answered(tries)
    with_all = pauses_of(delays, snoozes)
    before = pauses_of(*answered(tries[:-1]))
    last = max(
        [*(d.given_at.date() for d in delays), *(s.snoozed_on for s in snoozes)], default=DUE
    )
    eve = min(day(n), last - timedelta(days=1))
    assert LADDER.level(DUE, with_all, on=eve) == LADDER.level(DUE, before, on=eve)


def test_the_page_says_who_may_ask_for_more(
    sign_in: SignIn, morag: Membership, iain: Membership, callum: Child
) -> None:
    clock = Clock.objects.select_related("timescale").get(
        child=callum, timescale__ref="recommendation_30_weeks"
    )
    ago = TODAY - timedelta(days=40)
    Snooze.objects.create(
        **of_clock(clock),
        authority=callum.authority,
        snoozed_on=ago,
        until=ago + LONGEST,
        reason="Court in June",
    )
    key = clock_id(callum, clock.timescale, clock.started_on)
    page = f"/children/{callum.public_id}/clocks/{key}/snooze/"
    until = TODAY + timedelta(days=5)
    sent = {"until_0": until.day, "until_1": until.month, "until_2": until.year, "reason": "Ferry"}
    refused = sign_in(morag).post(page, sent)
    assert refused.status_code == 200
    assert "Ask the team leader, who may ask for 28 more." in refused.content.decode()
    assert sign_in(iain).post(page, sent).status_code == 302
