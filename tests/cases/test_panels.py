"""A panel's agenda, its packs, and stepping back for an interest."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from cases.models import Bar, Child, Grant
from tests.conftest import NOON, TODAY, member
from tests.factories import grant

SignIn = Callable[[Membership], Client]
PANEL = date(2026, 12, 10)


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def una(south_ayrshire: Authority) -> Membership:
    return member("Una Panel-Member", south_ayrshire, Role.PANEL_MEMBER)


@pytest.fixture
def rory(south_ayrshire: Authority) -> Membership:
    return member("Rory Panel-Member", south_ayrshire, Role.PANEL_MEMBER)


@pytest.fixture
def on_agenda(callum: Child) -> Grant:
    return office(callum)


def office(child: Child, meets_on: date = PANEL) -> Grant:
    return Grant.objects.create(
        authority=child.authority,
        child=child,
        role=Role.PANEL_ADMINISTRATOR,
        ground="agenda_item",
        purpose="First hearing",
        meets_on=meets_on,
        begins_at=NOON - timedelta(days=1),
        ends_at=NOON + timedelta(days=60),
    )


def pack(child: Child) -> str:
    return f"{child.get_absolute_url()}pack/"


def test_a_child_on_the_agenda_is_open_to_the_desk_until_28_days_after(
    sign_in: SignIn, iain: Membership, eilidh: Membership, callum: Child
) -> None:
    assert sign_in(eilidh).get(callum.get_absolute_url()).status_code == 404
    sent = {"purpose": "First hearing", **parts("meets_on", PANEL)}
    browser = sign_in(iain)
    address = f"{callum.get_absolute_url()}people/agenda/"
    assert browser.post(address, sent).status_code == 302
    item = Grant.objects.get(child=callum)
    assert (item.membership, item.meets_on, item.last_day) == (None, PANEL, date(2027, 1, 7))
    assert sign_in(eilidh).get(callum.get_absolute_url()).status_code == 200
    assert "on that day’s agenda already" in text(browser.post(address, sent))


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2028, 1, 1)])
def test_an_agenda_of_the_past_or_too_far_ahead_is_refused(
    sign_in: SignIn, iain: Membership, callum: Child, day: date
) -> None:
    sent = {"purpose": "First hearing", **parts("meets_on", day)}
    page = text(sign_in(iain).post(f"{callum.get_absolute_url()}people/agenda/", sent))
    assert "The last day must be between" not in page
    assert "The day the panel meets must be between today and" in page


def test_the_pack_opens_the_record_to_the_members_chosen(
    sign_in: SignIn,
    eilidh: Membership,
    una: Membership,
    rory: Membership,
    callum: Child,
    on_agenda: Grant,
) -> None:
    assert sign_in(una).get(callum.get_absolute_url()).status_code == 404
    browser = sign_in(eilidh)
    assert "Una Panel-Member" in text(browser.get(pack(callum)))
    assert browser.post(pack(callum), {"members": [str(una.pk)]}).status_code == 302
    assert sign_in(una).get(callum.get_absolute_url()).status_code == 200
    assert sign_in(rory).get(callum.get_absolute_url()).status_code == 404
    assert AuditEntry.objects.filter(act="pack.issue", reason="First hearing").count() == 1
    again = browser.post(pack(callum), {"members": [str(una.pk)]})
    assert "They all have the pack already" in text(again)


def test_of_several_agendas_the_desk_says_which(
    sign_in: SignIn, eilidh: Membership, una: Membership, callum: Child, on_agenda: Grant
) -> None:
    later = office(callum, PANEL + timedelta(days=14))
    browser = sign_in(eilidh)
    assert "Choose the panel" in text(browser.post(pack(callum), {"members": [str(una.pk)]}))
    browser.post(pack(callum), {"members": [str(una.pk)], "item": str(later.public_id)})
    assert Grant.objects.get(membership=una).meets_on == later.meets_on


def test_a_barred_member_gets_no_pack(
    sign_in: SignIn, eilidh: Membership, una: Membership, callum: Child, on_agenda: Grant
) -> None:
    Bar.objects.create(
        authority=callum.authority,
        child=callum,
        person=una.person,
        ground="interest",
        reason="kin",
    )
    page = text(sign_in(eilidh).post(pack(callum), {"members": [str(una.pk)]}))
    assert "May not open this record: Una Panel-Member." in page
    assert not Grant.objects.filter(membership=una).exists()


def test_the_desk_takes_a_pack_back_and_no_other_leave(
    sign_in: SignIn,
    eilidh: Membership,
    una: Membership,
    niamh: Membership,
    callum: Child,
    on_agenda: Grant,
) -> None:
    issued = grant(callum, to=una, ground="agenda_item", meets_on=PANEL)
    others = grant(callum, to=niamh, ground="legal_instruction")
    browser = sign_in(eilidh)
    for given, status in ((others, 403), (issued, 302)):
        address = f"{pack(callum)}{given.public_id}/withdraw/"
        assert browser.post(address, {"reason": "Stood down"}).status_code == status
    assert sign_in(una).get(callum.get_absolute_url()).status_code == 404
    assert sign_in(niamh).get(callum.get_absolute_url()).status_code == 200


def test_off_the_agenda_the_packs_go_too(
    sign_in: SignIn,
    iain: Membership,
    eilidh: Membership,
    una: Membership,
    callum: Child,
    on_agenda: Grant,
) -> None:
    grant(callum, to=una, ground="agenda_item", meets_on=PANEL)
    address = f"{callum.get_absolute_url()}people/grants/{on_agenda.public_id}/end/"
    sign_in(iain).post(address, {"reason": "Not ready"})
    for each in (eilidh, una):
        assert sign_in(each).get(callum.get_absolute_url()).status_code == 404


def test_whoever_declares_an_interest_cannot_open_the_record_again(
    sign_in: SignIn, una: Membership, callum: Child, on_agenda: Grant
) -> None:
    held = grant(callum, to=una, ground="agenda_item", meets_on=PANEL)
    browser = sign_in(una)
    address = f"{callum.get_absolute_url()}interest/"
    assert "Say what your interest is" in text(browser.post(address, {"reason": ""}))
    assert browser.post(address, {"reason": "I know the family"}).status_code == 302
    bar = Bar.objects.get(child=callum)
    assert (bar.person, bar.ground, bar.made_by) == (una.person, "interest", una.person)
    held.refresh_from_db()
    assert held.revoked_at is not None
    assert browser.get(callum.get_absolute_url()).status_code == 404
    grant(callum, to=una, ground="agenda_item", meets_on=TODAY)
    assert browser.get(callum.get_absolute_url()).status_code == 404


def test_a_social_worker_declares_nothing_here(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    assert sign_in(morag).get(f"{callum.get_absolute_url()}interest/").status_code == 403
