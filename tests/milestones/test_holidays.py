"""The council’s own holidays: each change counts again what runs in working days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, acting_as
from accounts.jobs.running import run_job
from accounts.models import AuditEntry, Job, Membership
from cases.models import Child, Restriction
from milestones.clocks import refresh_clocks
from milestones.holiday_effects import HolidayEffect, holiday_effect
from milestones.models import Clock, Holiday
from milestones.services.holidays import add_holiday, remove_holiday
from tests.conftest import NOON, TODAY
from tests.factories import MilestoneFactory, OrderFactory

SignIn = Callable[[Membership], Client]
MONDAY = date(2026, 11, 23)
SURE = {"is_sure": "yes"}
HEARING = "cpo_hearing_second_working_day"


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


@pytest.fixture
def protected(callum: Child) -> Child:
    """A child protection order made on Friday 20 November: heard by Tuesday."""
    OrderFactory.create(child=callum, kind="cpo", made_on=date(2026, 11, 20))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    return callum


def due(child: Child) -> date | None:
    return Clock.objects.get(child=child, timescale__ref=HEARING).due_on


def run(job: Job | None) -> None:
    assert job is not None
    run_job(public_id=job.public_id, at=NOON + timedelta(seconds=1))


def test_a_day_added_moves_what_is_counted_in_working_days(
    protected: Child, as_catriona: Actor
) -> None:
    assert due(protected) == date(2026, 11, 24)
    run(add_holiday(by=as_catriona, day=MONDAY, name="Ayr holiday"))
    assert due(protected) == date(2026, 11, 25)


def test_a_day_taken_out_moves_it_back(protected: Child, as_catriona: Actor) -> None:
    run(add_holiday(by=as_catriona, day=MONDAY, name="Ayr holiday"))
    run(remove_holiday(by=as_catriona, day=MONDAY))
    assert due(protected) == date(2026, 11, 24)


def test_a_day_that_has_passed_is_taken_out_with_a_reason_only(as_catriona: Actor) -> None:
    add_holiday(by=as_catriona, day=date(2026, 9, 28), name="Ayr holiday")
    with pytest.raises(ValidationError) as refused:
        remove_holiday(by=as_catriona, day=date(2026, 9, 28))
    assert "say why" in refused.value.message_dict["reason"][0]
    remove_holiday(by=as_catriona, day=date(2026, 9, 28), reason="It was the week after")
    assert AuditEntry.objects.filter(subject_kind="holiday").count() == 2


def test_a_day_is_listed_once(as_catriona: Actor) -> None:
    with pytest.raises(ValidationError) as refused:
        add_holiday(by=as_catriona, day=date(2026, 12, 25), name="Christmas")
    assert "Scotland’s list already" in refused.value.message_dict["day"][0]


def test_another_authoritys_day_is_not_taken_out(highland: object, as_catriona: Actor) -> None:
    Holiday.objects.create(authority=highland, on=MONDAY, name="Inverness holiday")
    with pytest.raises(ValidationError):
        remove_holiday(by=as_catriona, day=MONDAY)
    assert Holiday.objects.filter(on=MONDAY).exists()


def test_only_whoever_changes_rules_changes_holidays(as_iain: Actor) -> None:
    with pytest.raises(PermissionDenied):
        add_holiday(by=as_iain, day=MONDAY, name="Ayr holiday")


def test_the_page_lists_by_year_adds_and_takes_out(
    sign_in: SignIn, catriona: Membership, protected: Child
) -> None:
    browser = sign_in(catriona)
    typed = {"day_0": "23", "day_1": "11", "day_2": "2026", "name": "Ayr holiday"}
    assert browser.post(reverse("holidays"), typed | SURE).status_code == 302
    text = browser.get(reverse("holidays")).content.decode()
    assert "being counted again" in text
    out = f"{reverse('remove_holiday')}?day=2026-11-23"
    assert out in text
    assert "Ayr holiday" in browser.get(out).content.decode()
    browser.post(out, {"reason": ""})
    assert not Holiday.objects.filter(on=MONDAY).exists()


def test_the_page_warns_when_the_list_runs_out(sign_in: SignIn, catriona: Membership) -> None:
    Holiday.objects.filter(on__gte=date(2028, 1, 1)).delete()
    text = sign_in(catriona).get(reverse("holidays")).content.decode()
    assert "Scotland’s holidays are listed to 28 December 2027 only" in text


def test_an_address_that_names_no_own_day_leads_to_the_list(
    sign_in: SignIn, catriona: Membership
) -> None:
    browser = sign_in(catriona)
    for day in ("2026-12-25", "tomorrow", ""):
        answer = browser.get(f"{reverse('remove_holiday')}?day={day}")
        assert answer.headers["Location"] == reverse("holidays")


def due_days(child: Child) -> list[date | None]:
    """Of the hearing, and of the order itself, which lasts eight working days."""
    counted = Clock.objects.filter(child=child, timescale__ref__startswith="cpo_")
    return list(counted.order_by("due_on").values_list("due_on", flat=True))


def effect(actor: Actor, day: date, *, is_added: bool = True) -> HolidayEffect:
    return holiday_effect(actor, day, is_added=is_added, on=TODAY)


def test_what_a_day_would_move_is_what_it_then_moves(protected: Child, as_catriona: Actor) -> None:
    moved = [(each.was_due_on, each.due_on) for each in effect(as_catriona, MONDAY).moving]
    assert moved[0] == (date(2026, 11, 24), date(2026, 11, 25))
    run(add_holiday(by=as_catriona, day=MONDAY, name="Ayr holiday"))
    assert due_days(protected) == [then for _, then in moved]
    back = effect(as_catriona, MONDAY, is_added=False).moving
    assert [(each.due_on, each.was_due_on) for each in back] == moved


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 12, 7), date(2026, 11, 19)])
def test_a_weekend_and_a_day_outside_move_nothing(
    protected: Child, as_catriona: Actor, day: date
) -> None:
    told = effect(as_catriona, day)
    assert (told.running, told.moved) == (2, [])


def test_what_is_over_is_told_apart(protected: Child, as_catriona: Actor) -> None:
    MilestoneFactory.create(child=protected, code="childrens_hearing", held_on=date(2026, 11, 24))
    refresh_clocks(authority=protected.authority, child_ids=[protected.pk], at=NOON)
    told = effect(as_catriona, MONDAY)
    assert (len(told.moving), told.judged_anew) == (1, 1)


def test_it_is_told_before_the_day_is_added(
    sign_in: SignIn, catriona: Membership, protected: Child
) -> None:
    browser = sign_in(catriona)
    typed = {"day_0": "23", "day_1": "11", "day_2": "2026", "name": "Ayr holiday"}
    text = browser.post(reverse("holidays"), typed).content.decode()
    assert "2 of the 2 clocks that now run in working days would fall due later" in text
    assert "SA-0412" in text
    assert "25 Nov 2026" in text
    assert not Holiday.objects.filter(on=MONDAY).exists()
    browser.post(reverse("holidays"), typed | SURE)
    out = browser.get(f"{reverse('remove_holiday')}?day=2026-11-23").content.decode()
    assert "Ayr holiday" in out


def test_a_restricted_child_is_counted_and_not_shown(
    sign_in: SignIn, catriona: Membership, protected: Child
) -> None:
    Restriction.objects.create(
        authority=protected.authority,
        child=protected,
        ground="staff_or_relative",
        reason="A colleague’s niece",
        review_by=date(2027, 1, 4),
    )
    typed = {"day_0": "23", "day_1": "11", "day_2": "2026", "name": "Ayr holiday"}
    text = sign_in(catriona).post(reverse("holidays"), typed).content.decode()
    assert "2 of the 2 clocks" in text
    assert "SA-0412" not in text


def test_what_cannot_be_added_is_said_before_the_question(
    sign_in: SignIn, catriona: Membership
) -> None:
    typed = {"day_0": "25", "day_1": "12", "day_2": "2026", "name": "Christmas"}
    text = sign_in(catriona).post(reverse("holidays"), typed).content.decode()
    assert "Scotland’s list already" in text
    assert "What would change" not in text
