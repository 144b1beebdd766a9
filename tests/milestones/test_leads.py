"""How early a clock asks for attention: the shipped lead times, or those the council chose."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.models import Authority
from cases.models import Child
from milestones.clock_lines import clock_lines
from milestones.leads import Leads, Step
from milestones.models import Clock, Flag, Holiday, Timescale, TimescaleSwitch
from milestones.records import record_of
from tests.conftest import TODAY

DUE = date(2026, 11, 30)
A = Flag.Step.APPROACHING


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2026, 10, 18), None),
        (date(2026, 10, 19), Step(A, 42)),
        (date(2026, 11, 16), Step(A, 14)),
        (DUE, Step(A, 14)),
        (date(2026, 12, 1), Step(Flag.Step.OVERDUE)),
    ],
)
def test_the_nearest_lead_time_reached_is_the_step(on: date, step: Step | None) -> None:
    assert Leads({1: [[2, "weeks"], [6, "weeks"]]}).step(1, DUE, on) == step


def test_the_longest_lead_time_is_the_first_day_of_amber() -> None:
    assert Leads({1: [[2, "weeks"], [6, "weeks"]]}).first_day(1, DUE) == date(2026, 10, 19)


def test_without_lead_times_a_clock_is_overdue_and_nothing_before() -> None:
    assert Leads({1: []}).step(1, DUE, DUE) is None


def test_working_days_leave_out_the_holidays_of_the_authority(
    south_ayrshire: Authority, highland: Authority
) -> None:
    ref = "adm_decision_14_days"
    Holiday.objects.create(authority=south_ayrshire, on=date(2026, 11, 27), name="Ours")
    for authority in (south_ayrshire, highland):
        TimescaleSwitch.objects.create(
            authority=authority, ref=ref, is_on=True, lead_times=[[1, "working_days"]]
        )
    rule = Timescale.objects.get(ref=ref)
    first = [Leads.of(each).first_day(rule.pk, DUE) for each in (south_ayrshire, highland)]
    assert first == [date(2026, 11, 26), date(2026, 11, 27)]


def test_every_shipped_rule_warns_before_its_due_day(south_ayrshire: Authority) -> None:
    """A duty without a limit is a prompt: it is never due."""
    leads = Leads.of(south_ayrshire)
    for rule in Timescale.objects.filter(authority=None):
        limit = rule.definition.get("limit") or {}
        assert (leads.first_day(rule.pk, DUE) < DUE) == ("amount" in limit), rule.ref
    assert leads.longest == 186


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=2),
)
NEARLY = st.lists(
    st.tuples(ANYTHING, ANYTHING | st.sampled_from(["days", "weeks", "months"])).map(list)
)


@given(ANYTHING | NEARLY, st.integers(-40, 400))
def test_whatever_stands_where_lead_times_should_stops_nothing(times: Any, days: int) -> None:
    leads = Leads({1: times, 2: [[2, "weeks"]]})
    assert leads.longest >= 14
    assert leads.first_day(2, DUE) == date(2026, 11, 16)
    assert isinstance(leads.first_day(1, DUE), date)
    with suppress(ValueError, TypeError):
        leads.step(1, DUE, DUE - timedelta(days=days))


def test_a_lead_time_that_cannot_be_counted_breaks_no_page() -> None:
    assert Leads({1: [[3, "moons"]]}).first_day(1, DUE) == DUE


def test_a_clock_turns_amber_when_its_authority_wants_it(callum: Child, as_morag: Actor) -> None:
    ref = "recommendation_30_weeks"
    Clock.objects.filter(timescale__ref=ref).update(due_on=date(2027, 1, 15))

    def state() -> str:
        [clock] = [c for c in record_of(callum, actor=as_morag).clocks if c.timescale.ref == ref]
        [line] = clock_lines([clock], actor=as_morag, on=TODAY)
        return line.state

    assert state() == "running"
    TimescaleSwitch.objects.filter(ref=ref).update(lead_times=[[8, "weeks"]])
    assert state() == "soon"
