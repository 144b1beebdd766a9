"""Who has looked at a child: everybody, by person and day, as what and why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import acting_as, system_actor
from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from accounts.services import write_audit_entry, write_view_entry
from cases.models import Child
from tests.conftest import member
from tests.factories import ChildFactory, grant

SignIn = Callable[[Membership], Client]
REASON = "The grandmother rang the duty desk: he ran away"


@pytest.fixture
def looks(sign_in: SignIn, iain: Membership, callum: Child) -> Callable[..., str]:
    """The page as the team leader reads it, on the day the entries are written."""

    def shown(**asked: str) -> str:
        page = sign_in(iain).get(reverse("looks", args=[callum.public_id]), asked)
        assert page.status_code == 200
        return page.content.decode()

    return shown


@pytest.fixture(autouse=True)
def really_now(friday: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit's own clock is the database's: these pages ask about the real day."""
    monkeypatch.setattr("accounts.middleware.moment", timezone.now)


def showed(child: Child, *, to: Membership) -> None:
    by = acting_as(to, at=timezone.now())
    by.seen.children([child])
    write_view_entry(by=by, act="child.list", seen=by.seen)


def test_each_person_and_day_is_one_line_with_what_and_why(
    sign_in: SignIn, morag: Membership, callum: Child, looks: Callable[..., str]
) -> None:
    browser = sign_in(morag)
    for _ in range(3):
        browser.get(callum.get_absolute_url())
    showed(callum, to=morag)
    told = looks()
    assert told.count("Morag Social-Worker") == 1
    assert "Saw the child in “Find a child”. Opened the record, 3 times" in told
    assert "Allocated to them" in told


def test_an_opening_in_an_emergency_is_marked_with_its_reason(
    south_ayrshire: Authority, sign_in: SignIn, callum: Child, looks: Callable[..., str]
) -> None:
    stranger = member("Duncan Duty", south_ayrshire, Role.SOCIAL_WORKER)
    now = timezone.now()
    grant(
        callum,
        to=stranger,
        ground="break_glass",
        purpose=REASON,
        begins_at=now - timedelta(minutes=1),
        ends_at=now + timedelta(hours=3),
    )
    assert sign_in(stranger).get(callum.get_absolute_url()).status_code == 200
    told = looks()
    assert "Duncan Duty" in told and "In an emergency" in told and REASON in told


def test_a_job_of_the_system_is_told_as_one(
    south_ayrshire: Authority, callum: Child, looks: Callable[..., str]
) -> None:
    write_audit_entry(
        by=system_actor(south_ayrshire),
        act="import.run",
        subject_kind="child",
        subject_id=callum.public_id,
    )
    assert "no person: a job or a command" in looks()
    assert "mported the case file of the record" in looks()


def test_the_look_at_the_looks_is_noted(
    iain: Membership, callum: Child, looks: Callable[..., str]
) -> None:
    looks()
    entry = AuditEntry.objects.get(act="looks.view")
    assert (entry.person, entry.subject_id) == (iain.person, callum.public_id)
    assert "pened “Who has looked at this child”" in looks()


def test_another_childs_looks_stay_with_that_child(
    south_ayrshire: Authority, morag: Membership, callum: Child, looks: Callable[..., str]
) -> None:
    showed(ChildFactory.create(authority=south_ayrshire), to=morag)
    assert "Morag Social-Worker" not in looks()
    assert "nobody opened" in looks(to="2020-01-01")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "yesterday", "2026-02-30", "x" * 500])
def test_a_day_that_is_none_is_today(day: str, looks: Callable[..., str]) -> None:
    assert "Who has looked at this child" in looks(to=day)


def test_only_those_with_the_act_read_it(
    sign_in: SignIn,
    morag: Membership,
    catriona: Membership,
    eilidh: Membership,
    ross: Membership,
    callum: Child,
) -> None:
    page = reverse("looks", args=[callum.public_id])
    now = timezone.now()
    week = timedelta(days=7)
    grant(callum, to=eilidh, ground="agenda_item", begins_at=now - week, ends_at=now + week)
    answers = {who: sign_in(who).get(page).status_code for who in (morag, catriona, eilidh, ross)}
    assert answers == {morag: 200, catriona: 200, eilidh: 403, ross: 404}
