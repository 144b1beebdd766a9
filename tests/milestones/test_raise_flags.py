"""Raising flags: each clock near or past its limit has exactly one, whatever the nights were."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Authority
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.models import Clock, Flag, Timescale, TimescaleSwitch
from milestones.services.flags import FlagsRaised, raise_flags
from milestones.settling import settle_flags
from tests.conftest import NOON, TODAY, noon
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    OrderFactory,
    PlacementFactory,
    switch_on,
)

Step = tuple[str, int | None]
RULE = "order_lodged_16_weeks"


def night(child: Child, on: date = TODAY, *, known_on: date | None = None) -> FlagsRaised:
    return raise_flags(authority=child.authority, on=on, at=noon(known_on or on))


def refresh(child: Child) -> None:
    refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)


def live(child: Child) -> dict[str, Step]:
    flags = Flag.objects.live().filter(child=child).select_related("timescale")
    return {flag.timescale.ref: (flag.step, flag.lead_days) for flag in flags}


def flags(child: Child, ref: str) -> list[Flag]:
    return list(Flag.objects.filter(child=child, timescale__ref=ref).order_by("pk"))


@pytest.fixture
def ailsa(south_ayrshire: Authority) -> Child:
    """At home on a compulsory supervision order since 4 November 2024."""
    switch_on(south_ayrshire, "home_cso_two_years")
    child = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0777")
    EpisodeFactory.create(child=child, began_on=date(2024, 11, 4))
    PlacementFactory.create(child=child, began_on=date(2024, 11, 4), setting="home")
    OrderFactory.create(child=child, made_on=date(2024, 11, 4), expires_on=date(2025, 11, 3))
    for year in (2025, 2026):
        made = date(year, 11, 3)
        OrderFactory.create(child=child, made_on=made, expires_on=made + timedelta(days=365))
    refresh(child)
    return child


@pytest.mark.parametrize(
    ("on", "step"),
    [
        (date(2026, 5, 3), None),
        (date(2026, 5, 4), ("approaching", 184)),
        (date(2026, 8, 3), ("approaching", 184)),
        (date(2026, 8, 4), ("approaching", 92)),
        (date(2026, 11, 4), ("approaching", 92)),
        (date(2026, 11, 5), ("overdue", None)),
    ],
)
def test_two_years_at_home_approach_at_18_and_21_months(
    ailsa: Child, on: date, step: Step | None
) -> None:
    night(ailsa, on)
    assert live(ailsa).get("home_cso_two_years") == step


def test_an_authority_is_warned_as_early_as_it_chose(ailsa: Child) -> None:
    TimescaleSwitch.objects.filter(ref="home_cso_two_years").update(lead_times=[[1, "weeks"]])
    night(ailsa, date(2026, 10, 27))
    assert "home_cso_two_years" not in live(ailsa)
    night(ailsa, date(2026, 10, 28))
    assert live(ailsa)["home_cso_two_years"] == ("approaching", 7)


def test_thirty_weeks_without_a_recommendation_are_flagged_by_name(callum: Child) -> None:
    night(callum)
    assert live(callum)["recommendation_30_weeks"] == ("overdue", None)


def test_the_next_step_clears_the_one_before_and_keeps_it(ailsa: Child) -> None:
    night(ailsa, date(2026, 5, 4))
    assert night(ailsa, date(2026, 8, 4)).cleared >= 1
    first, second = flags(ailsa, "home_cso_two_years")
    assert (first.cleared_because, first.cleared_on) == ("step", date(2026, 8, 4))
    assert (second.lead_days, second.cleared_at) == (92, None)


def test_a_second_run_writes_nothing(
    callum: Child, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert night(callum).raised > 1
    entries = AuditEntry.objects.count()
    with django_assert_max_num_queries(8) as asked:
        assert night(callum) == FlagsRaised()
    assert not any("INSERT" in each["sql"] or "UPDATE" in each["sql"] for each in asked)
    assert AuditEntry.objects.count() == entries


def test_missed_nights_are_caught_up_with_the_step_reached_by_then(ailsa: Child) -> None:
    night(ailsa, date(2026, 5, 4))
    night(ailsa, date(2026, 11, 7))
    told = [(flag.step, flag.raised_on) for flag in flags(ailsa, "home_cso_two_years")]
    assert told == [("approaching", date(2026, 5, 4)), ("overdue", date(2026, 11, 7))]


def test_recording_what_stops_the_clock_clears_the_flag_at_once(
    callum: Child, friday: date
) -> None:
    night(callum)
    MilestoneFactory.create(child=callum, code="meeting_72_hour", held_on=date(2026, 11, 19))
    refresh(callum)
    [flag] = flags(callum, "meeting_72_hours")
    assert flag.cleared_because == "stopped"
    assert flag.cleared_by_fact == "72-hour meeting, 19 November 2026"


def test_changing_facts_costs_one_question_where_nothing_is_flagged(
    callum: Child, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        assert settle_flags(authority=callum.authority, child_ids=[callum.pk], at=NOON) == 0


def test_a_fact_corrected_withdraws_the_flag_and_put_right_again_raises_another(
    callum: Child, friday: date
) -> None:
    night(callum)
    callum.placements.update(began_on=date(2026, 11, 1))
    callum.episodes.update(began_on=date(2026, 11, 1))
    refresh(callum)
    [flag] = flags(callum, "recommendation_30_weeks")
    assert (flag.cleared_because, flag.cleared_on) == ("corrected", flag.raised_on)
    assert night(callum).raised > 0
    callum.placements.update(began_on=date(2025, 11, 4))
    callum.episodes.update(began_on=date(2025, 11, 4))
    refresh(callum)
    night(callum, TODAY + timedelta(days=1))
    assert live(callum)["recommendation_30_weeks"] == ("overdue", None)
    assert len(flags(callum, "recommendation_30_weeks")) == 2


def test_what_was_due_before_going_live_is_history(callum: Child) -> None:
    callum.authority.went_live_on = TODAY
    callum.authority.save()
    assert night(callum).raised == len(live(callum))
    assert all(flag.due_on >= TODAY for flag in Flag.objects.all())


def test_going_live_later_clears_what_was_due_before(callum: Child) -> None:
    night(callum)
    callum.authority.went_live_on = TODAY
    callum.authority.save()
    night(callum)
    assert {flag.cleared_because for flag in flags(callum, "recommendation_30_weeks")} == {
        "history"
    }


def test_a_rule_switched_off_clears_its_flags(callum: Child) -> None:
    night(callum)
    TimescaleSwitch.objects.filter(ref="recommendation_30_weeks").update(is_on=False)
    refresh(callum)
    [flag] = flags(callum, "recommendation_30_weeks")
    assert flag.cleared_because == "switched_off"


def test_a_contradiction_clears_the_flag_until_it_is_put_right(callum: Child) -> None:
    night(callum)
    Clock.objects.filter(timescale__ref="recommendation_30_weeks").update(in_query=True)
    night(callum)
    assert flags(callum, "recommendation_30_weeks")[0].cleared_because == "query"


def test_a_sealed_record_has_no_flags(callum: Child) -> None:
    night(callum)
    Child.objects.filter(pk=callum.pk).update(sealed_on=TODAY)
    assert night(callum).raised == 0
    assert live(callum) == {}
    assert set(Flag.objects.values_list("cleared_because", flat=True)) == {"sealed"}


@pytest.mark.parametrize("broken", [[["six", "weeks"]], [[1, "moons"]], "soon", [[3]]])
def test_a_broken_lead_time_stops_nobody_else(callum: Child, ailsa: Child, broken: Any) -> None:
    Timescale.objects.filter(ref="home_cso_two_years").update(lead_times=broken)
    done = night(ailsa, date(2026, 11, 1))
    assert [key[0] for key in done.skipped] == [ailsa.pk]
    assert live(callum)["recommendation_30_weeks"] == ("overdue", None)


def test_a_definition_that_cannot_be_read_stops_nobody(callum: Child, ailsa: Child) -> None:
    night(callum)
    Clock.objects.filter(child=ailsa).delete()
    Timescale.objects.filter(ref="home_cso_two_years").update(definition={"start": 3})
    assert night(callum, TODAY + timedelta(days=1)).skipped == {}
    assert live(ailsa) == {}


def test_a_row_that_the_database_refuses_stops_nobody_else(callum: Child, ailsa: Child) -> None:
    # A lead time so long ago that its days do not fit the column.
    Clock.objects.filter(child=ailsa, timescale__ref="home_cso_two_years").update(
        due_on=date(2120, 1, 1)
    )
    Timescale.objects.filter(ref="home_cso_two_years").update(lead_times=[[120, "years"]])
    done = night(ailsa, date(2027, 9, 1))
    assert list(done.skipped.values()) == ["the database refused its flag"]
    assert live(callum)["recommendation_30_weeks"] == ("overdue", None)
    assert "cso_expiry" in live(ailsa)


def test_a_night_leaves_one_entry_in_the_audit(callum: Child, ailsa: Child) -> None:
    night(callum)
    entry = AuditEntry.objects.get(act="flag.raise")
    assert set(entry.detail["children"]) == {str(callum.public_id), str(ailsa.public_id)}
    assert entry.detail["raised"]["overdue"] == Flag.objects.filter(step="overdue").count()


def test_going_back_to_a_missed_day_adds_its_flag_as_history(ailsa: Child) -> None:
    night(ailsa, date(2026, 11, 7))
    now = live(ailsa)
    night(ailsa, date(2026, 8, 4), known_on=TODAY)
    assert live(ailsa) == now
    missed = flags(ailsa, "home_cso_two_years")[-1]
    assert (missed.lead_days, missed.cleared_on) == (92, date(2026, 11, 7))
    night(ailsa, date(2026, 11, 6), known_on=TODAY)
    assert flags(ailsa, "home_cso_two_years")[0].raised_on == date(2026, 11, 6)


def test_a_day_that_lies_back_knows_nothing_of_what_was_held_since(callum: Child) -> None:
    MilestoneFactory.create(child=callum, code="meeting_72_hour", held_on=date(2026, 3, 2))
    refresh(callum)
    night(callum, date(2026, 3, 1), known_on=TODAY)
    [flag] = flags(callum, "meeting_72_hours")
    assert (flag.step, flag.cleared_because, flag.cleared_on) == (
        "overdue",
        "stopped",
        date(2026, 3, 2),
    )
    assert night(callum, date(2026, 3, 1), known_on=TODAY) == FlagsRaised()
