"""What a night changes, in memory: whatever the order of the days, each has its right flags."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milestones.flags.changes import KeptFlag, by_children, changes
from milestones.flags.wanted import FlaggedClock, wanted_flags
from milestones.leads import Leads
from tests.lanes import IS_WHOLE

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
LEADS = Leads({1: [[14, "days"], [1, "weeks"]], 2: []})
LATEST = FIRST + timedelta(days=90)


@dataclass
class Stored:
    flag: KeptFlag
    cleared_on: date | None = None


@dataclass
class Book:
    """The table of flags, as the service keeps it."""

    rows: list[Stored] = field(default_factory=list)
    written: int = 0

    def night(self, clocks: list[FlaggedClock], on: date) -> None:
        ran = [
            clock
            for clock in clocks
            if all(day is None or day > on for day in (clock.stopped_on, clock.ended_on))
        ]
        wanted = wanted_flags(ran, LEADS, on=on, known_on=LATEST)
        kept = [row.flag for row in self.rows if row.cleared_on is None or row.cleared_on > on]
        found = changes(wanted, kept, on=on)
        for row in self.rows:
            if row.flag in found.stale:
                row.cleared_on = on
            if row.flag in found.earlier:
                row.flag = row.flag._replace(raised_on=on)
        for new in found.new:
            step = new.wanted.step
            flag = KeptFlag(
                len(self.rows), *new.key, new.wanted.due_on, step.step, step.lead_days, on
            )
            self.rows.append(Stored(flag, new.until))
        self.written = len(found.new) + len(found.stale) + len(found.earlier)

    def standing(self, on: date) -> list[KeptFlag]:
        return [
            row.flag
            for row in self.rows
            if row.flag.raised_on <= on and (row.cleared_on is None or row.cleared_on > on)
        ]

    def live(self) -> list[KeptFlag]:
        return [row.flag for row in self.rows if row.cleared_on is None]


def slow(clock: FlaggedClock, on: date) -> tuple[date, str, int | None] | None:
    """By counting days, one by one."""
    over = any(day is not None and day <= on for day in (clock.stopped_on, clock.ended_on))
    counts_back = clock.due_on < clock.started_on
    if over or (clock.started_on > on and not counts_back):
        return None
    left = (clock.due_on - on).days
    if left < 0:
        return (clock.due_on, "overdue", None)
    reached = [lead for lead in ((7, 14) if clock.timescale_id == 1 else ()) if left <= lead]
    return (clock.due_on, "approaching", reached[0]) if reached else None


@st.composite
def clocks(draw: st.DrawFn) -> list[FlaggedClock]:
    found = []
    for child in range(draw(st.integers(1, 3))):
        started = draw(DAYS)
        over = started + timedelta(days=draw(st.integers(1, 40)))
        found.append(
            FlaggedClock(
                child,
                draw(st.sampled_from((1, 2))),
                started,
                started + timedelta(days=draw(st.integers(0, 30))),
                draw(st.sampled_from((None, over))),
                draw(st.sampled_from((None, over))),
            )
        )
    return found


def moved(found: list[FlaggedClock], days: int) -> list[FlaggedClock]:
    return [clock._replace(due_on=clock.due_on + timedelta(days=days)) for clock in found]


MANY = 2000 if IS_WHOLE else 150


@settings(max_examples=MANY)
@given(clocks(), st.lists(st.tuples(DAYS, st.integers(-3, 3)), min_size=1, max_size=8))
def test_each_night_leaves_exactly_the_flags_of_its_day(
    found: list[FlaggedClock], nights: list[tuple[date, int]]
) -> None:
    """Nights in any order, some of them twice, with facts corrected in between."""
    book = Book()
    for on, days in nights:
        found = moved(found, days)
        book.night(found, on)
        told = sorted((f.key, (f.due_on, f.step, f.lead_days)) for f in book.standing(on))
        right = sorted((c.key, step) for c in found if (step := slow(c, on)) is not None)
        assert told == right
        book.night(found, on)
        assert book.written == 0
        keys = [flag.key for flag in book.live()]
        assert len(keys) == len(set(keys))


@settings(max_examples=MANY)
@given(clocks(), st.lists(DAYS, min_size=1, max_size=6))
def test_going_back_takes_no_live_flag_away(found: list[FlaggedClock], nights: list[date]) -> None:
    book = Book()
    book.night(found, max(nights))
    live = {(f.key, f.step) for f in book.live()}
    for on in nights:
        book.night(found, on)
    assert live <= {(f.key, f.step) for f in book.live()}


def test_a_clock_that_cannot_be_reckoned_keeps_the_flag_it_has() -> None:
    clock = FlaggedClock(1, 3, FIRST, FIRST, None, None)
    flag = KeptFlag(7, *clock.key, FIRST, "approaching", 7, FIRST)
    wanted = wanted_flags([clock], Leads({3: [["x", "y"]]}), on=FIRST, known_on=FIRST)
    assert list(wanted.poisoned) == [clock.key]
    assert changes(wanted, [flag], on=FIRST).stale == []


def test_a_childs_changes_stay_together() -> None:
    sizes = {1: 3, 2: 3, 3: 9, 4: 1}
    assert by_children([1, 2, 3, 4], sizes, at_most=6) == [[1, 2], [3], [4]]


def test_a_flag_of_another_due_day_is_another_flag() -> None:
    clock = FlaggedClock(1, 2, FIRST, FIRST, None, None)
    [wanted] = wanted_flags([clock], LEADS, on=LATEST, known_on=LATEST).flags.values()
    flag = KeptFlag(7, *clock.key, FIRST, "overdue", None, LATEST)
    assert flag.is_that(wanted)
    assert not flag.is_that(wanted._replace(due_on=LATEST))


@pytest.mark.parametrize(("stopped_after", "is_followed"), [(5, False), (30, True)])
def test_a_missed_flag_is_history_by_its_own_end_or_by_the_next_flag_whichever_is_first(
    stopped_after: int, is_followed: bool
) -> None:
    stopped_on, next_on = FIRST + timedelta(days=stopped_after), FIRST + timedelta(days=20)
    due_on = FIRST + timedelta(days=10)
    clock = FlaggedClock(1, 1, FIRST, due_on, stopped_on, None)
    wanted = wanted_flags([clock], LEADS, on=FIRST, known_on=LATEST)
    later = KeptFlag(7, *clock.key, due_on, "overdue", None, next_on)
    [new] = changes(wanted, [later], on=FIRST).new
    assert (new.until, new.is_followed) == (min(stopped_on, next_on), is_followed)
