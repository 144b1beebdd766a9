"""G17: every flag once: two beats, re-runs, downtime, clock changes, leap days, corrections."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from threading import Barrier, Thread

import pytest
from django.db import connections

from accounts.actors import Actor
from accounts.models import AuditEntry, Authority
from accounts.today import LONDON, today
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.durations import due_on
from milestones.evaluate import evaluate_rule
from milestones.loading import load_histories
from milestones.models import Clock, Flag, Timescale
from milestones.models.clock import STILL_RUNS
from milestones.reading import Reading
from milestones.rulebook import RunningRule, rulebook_of
from milestones.services.flags import FlagsRaised, raise_flags
from milestones.spells import Timeline
from milestones.status import Status, standing_of
from tests.conftest import NOON, TODAY, noon
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    OrderFactory,
    PlacementFactory,
    switch_on,
)
from tests.lanes import IS_WHOLE
from tests.milestones.test_no_drift import Edits

Told = tuple[str, date, date, str, int | None]


def refreshed(child: Child) -> Child:
    refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)
    return child


def in_care(authority: Authority, on: date, at: time | None = None) -> Child:
    child = ChildFactory.create(authority=authority, born_on=date(2010, 1, 5))
    EpisodeFactory.create(child=child, began_on=on)
    PlacementFactory.create(child=child, began_on=on, began_at=at)
    return refreshed(child)


def steps(child: Child, ref: str) -> list[tuple[str, date]]:
    found = Flag.objects.filter(child=child, timescale__ref=ref).order_by("pk")
    return [(flag.step, flag.raised_on) for flag in found]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_raise_each_flag_once(callum: Child) -> None:
    for day in range(1, 13):
        in_care(callum.authority, date(2026, 1, day))
    begin, done = Barrier(2), []

    def beat() -> None:
        begin.wait()
        done.append(raise_flags(authority=callum.authority, on=TODAY, at=NOON))
        connections.close_all()

    beats = [Thread(target=beat) for _ in range(2)]
    for each in beats:
        each.start()
    for each in beats:
        each.join()
    keys = Counter(Flag.objects.values_list("child", "timescale", "started_on", "step"))
    assert set(keys.values()) == {1}
    assert sum(each.raised for each in done) == len(keys) > 24
    assert not any(each.skipped for each in done)


def test_ten_more_runs_write_nothing(callum: Child) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    before = (list(Flag.objects.order_by("pk").values()), AuditEntry.objects.count())
    for _ in range(10):
        assert raise_flags(authority=callum.authority, on=TODAY, at=NOON) == FlagsRaised()
    assert (list(Flag.objects.order_by("pk").values()), AuditEntry.objects.count()) == before


def test_three_days_of_downtime_are_caught_up_by_the_first_run(
    south_ayrshire: Authority,
) -> None:
    """The 72 hours began on Tuesday: approaching on Thursday was missed, overdue was not."""
    switch_on(south_ayrshire, "meeting_72_hours")
    child = in_care(south_ayrshire, date(2026, 11, 17))
    raise_flags(authority=south_ayrshire, on=date(2026, 11, 18), at=noon(date(2026, 11, 18)))
    raise_flags(authority=south_ayrshire, on=date(2026, 11, 22), at=noon(date(2026, 11, 22)))
    assert steps(child, "meeting_72_hours") == [("overdue", date(2026, 11, 22))]


@pytest.mark.parametrize(
    ("began", "due"),
    [
        (datetime(2026, 3, 27, 18, tzinfo=UTC), datetime(2026, 3, 30, 18, tzinfo=UTC)),
        # On 25 October 00:30 in Glasgow it is still the 24th in Greenwich.
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 27, 23, 30, tzinfo=UTC)),
    ],
)
def test_nights_round_a_change_of_the_clocks(
    south_ayrshire: Authority, began: datetime, due: datetime
) -> None:
    """A beat every four hours for six days: each step once, on the day in Scotland."""
    switch_on(south_ayrshire, "meeting_72_hours")
    local = began.astimezone(LONDON)
    child = in_care(south_ayrshire, local.date(), local.time())
    clock = Clock.objects.get(child=child, timescale__ref="meeting_72_hours")
    # Without the hour of the meeting the day decides: three days on (A5).
    last_day = local.date() + timedelta(days=3)
    assert (clock.due_at, clock.due_on) == (due, last_day)
    for hours in range(0, 6 * 24, 4):
        at = began + timedelta(hours=hours)
        raise_flags(authority=south_ayrshire, on=today(at), at=at)
    assert steps(child, "meeting_72_hours") == [
        ("approaching", last_day - timedelta(days=1)),
        ("overdue", last_day + timedelta(days=1)),
    ]


def test_two_years_from_a_leap_day(south_ayrshire: Authority) -> None:
    switch_on(south_ayrshire, "home_cso_two_years")
    child = ChildFactory.create(authority=south_ayrshire)
    leap = date(2024, 2, 29)
    EpisodeFactory.create(child=child, began_on=leap)
    PlacementFactory.create(child=child, began_on=leap, setting="home")
    OrderFactory.create(child=child, made_on=leap, expires_on=date(2027, 2, 28))
    refreshed(child)
    for month in (date(2025, 8, 27), date(2025, 11, 27), date(2026, 2, 27)):
        for day in range(4):
            on = month + timedelta(days=day)
            raise_flags(authority=south_ayrshire, on=on, at=noon(on))
    assert steps(child, "home_cso_two_years") == [
        ("approaching", date(2025, 8, 28)),
        ("approaching", date(2025, 11, 28)),
        ("overdue", date(2026, 3, 1)),
    ]


def test_ten_years_brought_in_raise_no_flood(south_ayrshire: Authority) -> None:
    """Of what was due before the authority went live nothing is flagged, then or later."""
    south_ayrshire.went_live_on = TODAY
    south_ayrshire.save()
    for year in range(2016, 2026):
        child = in_care(south_ayrshire, date(year, 3, 1))
        MilestoneFactory.create(child=child, code="review_6_week", held_on=date(year, 6, 1))
        refreshed(child)
    waiting = Clock.objects.filter(due_on__lt=TODAY, stopped_on__isnull=True)
    assert waiting.count() > 10
    for on in (TODAY, TODAY + timedelta(days=30)):
        raise_flags(authority=south_ayrshire, on=on, at=noon(on))
    assert not Flag.objects.filter(due_on__lt=TODAY).exists()


def slow_step(due: date, leads: list[list[float]], on: date) -> tuple[str, int | None] | None:
    if on > due:
        return "overdue", None
    reached = [(due - day).days for n, unit in leads if (day := due_on(due, -n, unit)) <= on]
    return ("approaching", min(reached)) if reached else None


def is_up(reading: Reading, rule: RunningRule, on: date) -> bool:
    """By the evaluator's words for the day, without asking the database."""
    if reading.due_on is None or not rule.governs(reading.started_on):
        return False
    if reading.started_on > on and reading.due_on >= reading.started_on:
        return False
    waits = standing_of(reading, on) in {Status.WAITING, Status.OVERDUE}
    return waits and reading.excluded_because in STILL_RUNS


def slowly(child: Child, on: date) -> set[Told]:
    """The flags of the day, reckoned from the facts of one child, rule by rule."""
    leads = dict(Timescale.objects.values_list("pk", "lead_times"))
    timeline = Timeline(load_histories(child_ids=[child.pk])[child.pk])
    book = rulebook_of(child.authority)
    return {
        (rule.rule.ref, reading.started_on, reading.due_on, *step)
        for rule in book.rules
        for reading in evaluate_rule(timeline, rule.rule, book.holidays)
        if is_up(reading, rule, on)
        and reading.due_on is not None
        and (step := slow_step(reading.due_on, leads[rule.timescale_id], on)) is not None
    }


def standing(child: Child, on: date | None = None) -> list[Told]:
    flags = Flag.objects.filter(child=child)
    found = flags.live() if on is None else flags.standing(on=on)
    columns = ("timescale__ref", "started_on", "due_on", "step", "lead_days")
    return list(found.values_list(*columns))


@pytest.mark.parametrize("seed", range(25 if IS_WHOLE else 2))
def test_flags_are_what_a_slow_reckoning_over_the_facts_says(
    seed: int, callum: Child, as_iain: Actor, friday: date
) -> None:
    """Facts recorded, corrected and voided at random, nights in any order in between."""
    random, edits = Random(seed), Edits(callum, as_iain, seed)
    for _ in range(8 if IS_WHOLE else 4):
        edits.make(4)
        on = TODAY - timedelta(days=random.choice([0, 0, random.randrange(400)]))
        raise_flags(authority=callum.authority, on=on, at=NOON)
        told = standing(callum, on)
        assert sorted(told, key=str) == sorted(slowly(callum, on), key=str)
        again = raise_flags(authority=callum.authority, on=on, at=NOON)
        assert again == FlagsRaised()
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    assert sorted(standing(callum), key=str) == sorted(slowly(callum, TODAY), key=str)
