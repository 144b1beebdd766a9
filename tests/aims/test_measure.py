"""The counting itself: what the rates share, whatever the children."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aims.measure import ChildRow, Counted, Promise, Report, measure
from milestones.status import Status

ON = date(2018, 9, 28)
PROMISE = Promise("aim", 1, "An aim.", target_percent=75, target_date=date(2018, 11, 1))
STOPPED = (Status.MET, Status.MET_LATE)
LEFT = (Status.LEFT_BEFORE_DUE, Status.MISSED_LEFT)


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    """One clock whose dates agree with its status."""
    status = draw(st.sampled_from(list(Status)))
    started = ON - timedelta(draw(st.integers(0, 400)))
    limit = {"met": 400, "waiting": 400, "left_before_due": 400}.get(status, 0)
    last = started + timedelta(draw(st.integers(0, (ON - started).days)))
    due = max(last, ON) + timedelta(draw(st.integers(0, limit))) if limit else started
    stopped = last if status in STOPPED else None
    row = ChildRow(
        f"C{draw(st.integers(0, 99))}",
        status,
        started,
        due if limit or status == Status.OVERDUE else last - timedelta(1),
        stopped,
        (stopped - started).days if stopped else None,
    )
    return Counted(
        row,
        family=draw(st.sampled_from(("", "F1", "F2"))),
        ended_on=last if status in LEFT else None,
        outcome=draw(st.sampled_from(("", "held", "approved"))) if stopped else "",
    )


def made(*clocks: Counted, promise: Promise = PROMISE) -> Report:
    return measure(clocks, promise, on=ON)


@given(st.lists(counted(), max_size=40))
def test_every_clock_has_one_status_and_every_rate_counts_only_its_own(
    clocks: list[Counted],
) -> None:
    report = made(*clocks)
    counts = report.counts
    assert sum(counts.values()) == len(report.children) == len(clocks)
    assert report.rates["decided"] == (counts["met"], counts["met"] + counts["met_late"])
    x, n = report.rates["to_date"]
    assert (x, n) == (
        counts["met"],
        counts["met"] + counts["met_late"] + counts["overdue"] + counts["missed_left"],
    )
    due_x, due_n = report.rates["due_reached"]
    assert due_x <= x and due_n <= n
    # Whoever is not yet due at the report's day but already in the rate was met early.
    assert n - due_n == x - due_x or any(c.row.due_on == ON for c in clocks)


@given(st.lists(counted(), max_size=40))
def test_the_projection_brackets_the_rate_to_date(clocks: list[Counted]) -> None:
    report = made(*clocks)
    (best_x, best_n), (worst_x, worst_n) = report.projection.best, report.projection.worst
    x, n = report.rates["to_date"]
    if n:
        assert worst_x * n <= x * worst_n
        assert best_x * n >= x * best_n
    assert report.projection.of <= report.counts["waiting"]


@given(st.lists(counted(), max_size=40))
def test_outcomes_share_one_denominator(clocks: list[Counted]) -> None:
    outcomes = made(*clocks).outcomes
    told = sum(1 for clock in clocks if clock.outcome)
    assert all(n == told for _, n in outcomes.values())
    assert sum(x for x, _ in outcomes.values()) == told


def child(status: Status, **dates: date) -> Counted:
    started = dates.get("started", date(2018, 1, 1))
    stopped = dates.get("stopped")
    return Counted(
        ChildRow(
            "C",
            status,
            started,
            dates.get("due", date(2018, 6, 1)),
            stopped,
            (stopped - started).days if stopped else None,
        ),
        ended_on=dates.get("ended"),
    )


def test_a_child_due_on_the_reports_day_has_not_fallen_due() -> None:
    met = child(Status.MET, stopped=date(2018, 2, 1), due=ON)
    assert made(met).rates["due_reached"] == (0, 0)
    met = child(Status.MET, stopped=date(2018, 2, 1), due=ON - timedelta(1))
    assert made(met).rates["due_reached"] == (1, 1)


def test_the_target_is_judged_by_exact_integers() -> None:
    three = [child(Status.MET, stopped=date(2018, 2, 1))] * 3
    assert made(*three, child(Status.OVERDUE)).target_reached is True
    assert made(*three, child(Status.OVERDUE), child(Status.OVERDUE)).target_reached is False


def test_a_draft_shows_its_target_and_judges_nothing() -> None:
    draft = Promise("aim", 1, "", target_percent=75, target_date=None, is_draft=True)
    report = made(child(Status.OVERDUE), promise=draft)
    assert report.target_percent == 75
    assert set(report.verdicts.values()) == {None}
    assert (report.projection.needed, report.projection.possible) == (None, None)


def test_those_who_left_are_censored_on_the_day_they_left() -> None:
    stopped = child(Status.MET, stopped=date(2018, 1, 11))
    left = child(Status.LEFT_BEFORE_DUE, ended=date(2018, 1, 6))
    waiting = child(Status.WAITING, due=date(2018, 12, 1))
    assert made(stopped, left).median_days == 10
    assert made(stopped, waiting).median_days == 10
    assert made(stopped, waiting, waiting).median_days is None
    assert made(stopped, waiting, waiting).median_reached is False


def test_questions_and_exclusions_are_in_no_median() -> None:
    stopped = child(Status.MET, stopped=date(2018, 1, 11))
    assert made(stopped, child(Status.QUERY), child(Status.EXCLUDED)).median_days == 10


def test_waiting_children_beyond_the_target_date_are_hoped_for_and_not_counted_on() -> None:
    soon = child(Status.WAITING, due=date(2018, 11, 1))
    later = child(Status.WAITING, due=date(2018, 11, 2))
    projection = made(child(Status.OVERDUE), soon, later).projection
    assert (projection.best, projection.worst, projection.of) == ((2, 3), (0, 2), 1)
