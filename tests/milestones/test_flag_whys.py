"""Why a flag no longer stands, each reason by itself and to the day. No database."""

from datetime import date, timedelta
from typing import Any

import pytest

from milestones.flags.wanted import FlaggedClock, wanted_flags
from milestones.flags.whys import Why, why_cleared
from milestones.leads import Leads
from milestones.models import Clock, Timescale
from tests.conftest import TODAY

DAY = timedelta(days=1)
STARTED, DUE = TODAY - 200 * DAY, TODAY - 7 * DAY


def cleared(rule: dict[str, Any] | None = None, live_on: date | None = None, **more: Any) -> Any:
    fields = {"started_on": STARTED, "due_on": DUE, "timescale": Timescale(**(rule or {}))}
    found = why_cleared(Clock(**(fields | more)), DUE, on=TODAY, live_on=live_on)
    return found and found.because


def test_a_clock_that_runs_on_clears_nothing() -> None:
    assert cleared() is None


@pytest.mark.parametrize(
    ("clock", "why"),
    [
        ({"in_query": True}, Why.QUERY),
        ({"ended_on": STARTED - DAY}, Why.QUERY),
        ({"stopped_on": DUE}, Why.STOPPED),
        ({"stopped_on": DUE, "stopped_by_exit": "home"}, Why.LEFT),
        ({"ended_on": TODAY}, Why.LEFT),
        ({"ended_on": TODAY + DAY}, None),
        ({"excluded_because": "route"}, Why.CORRECTED),
        ({"due_on": DUE + DAY}, Why.CORRECTED),
    ],
)
def test_what_the_clock_says_clears_it(clock: dict[str, Any], why: Why | None) -> None:
    assert cleared(**clock) == why


def test_a_later_day_that_was_granted_clears_it_from_the_day_of_the_grant() -> None:
    clock = Clock(started_on=STARTED, due_on=DUE + DAY, timescale=Timescale())
    found = why_cleared(clock, DUE, on=TODAY, live_on=None, extended_on=TODAY - DAY)
    assert found is not None
    assert (found.because, found.since) == (Why.EXTENDED, TODAY - DAY)


@pytest.mark.parametrize(("chased_until", "why"), [(TODAY - DAY, Why.SWITCHED_OFF), (TODAY, None)])
def test_a_rule_that_is_chased_no_more_clears_it(chased_until: date, why: Why | None) -> None:
    assert cleared({"chased_until": chased_until}) == why


@pytest.mark.parametrize(("live_on", "why"), [(DUE, None), (DUE + DAY, Why.HISTORY)])
def test_due_before_going_live_is_history_and_on_that_day_is_not(
    live_on: date, why: Why | None
) -> None:
    assert cleared(live_on=live_on) == why


@pytest.mark.parametrize("field", ["stopped_on", "ended_on"])
@pytest.mark.parametrize(("days", "is_known"), [(0, True), (1, False)])
def test_a_missed_day_knows_of_an_end_from_the_day_of_the_end(
    field: str, days: int, is_known: bool
) -> None:
    over_on = TODAY + days * DAY
    clock = FlaggedClock(1, 1, STARTED, DUE, None, None)._replace(**{field: over_on})
    found = wanted_flags([clock], Leads({1: []}), on=DUE + DAY, known_on=TODAY)
    assert found.flags[clock.key].over_on == (over_on if is_known else None)
