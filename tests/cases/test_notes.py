"""Notes of a profession: written by it, read by whom they are for."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Agency, AuditEntry, Authority, Membership
from accounts.roles import Role
from cases.models import Child, Note
from tests.conftest import TODAY, member
from tests.factories import grant

SignIn = Callable[[Membership], Client]


def sent(text: str = "Vision tested", day: date = TODAY) -> dict[str, str]:
    return {
        "about_on_0": str(day.day),
        "about_on_1": str(day.month),
        "about_on_2": str(day.year),
        "text": text,
    }


def address(child: Child) -> str:
    return f"{child.get_absolute_url()}notes/record/"


@pytest.fixture
def nhs() -> Agency:
    return Agency.objects.create(name="NHS Invented", kind="health")


@pytest.fixture
def lewis(south_ayrshire: Authority, nhs: Agency, callum: Child) -> Membership:
    nurse = member("Lewis Nurse", south_ayrshire, Role.PARTNER)
    nurse.agency = nhs
    nurse.save()
    grant(
        callum,
        to=nurse,
        ground="share",
        field_groups=["health"],
        ends_at="2026-12-01T00:00Z",
        begins_at="2026-11-01T00:00Z",
    )
    return nurse


@pytest.mark.parametrize(
    ("who", "group"), [("eilidh", "panel"), ("niamh", "legal_advice"), ("lewis", "health")]
)
def test_each_profession_writes_its_own_kind(
    sign_in: SignIn,
    request: pytest.FixtureRequest,
    callum: Child,
    who: str,
    group: str,
) -> None:
    writer: Membership = request.getfixturevalue(who)
    if who != "lewis":
        grant(callum, to=writer)
    browser = sign_in(writer)
    assert browser.get(address(callum)).status_code == 200
    assert browser.post(address(callum), sent()).status_code == 302
    note = Note.objects.get(child=callum)
    assert (note.group, note.recorded_by, note.agency) == (group, writer.person, writer.agency)
    entry = AuditEntry.objects.filter(act="note.record").latest("pk")
    assert "Vision" not in f"{entry.detail}{entry.reason}"


def test_a_note_says_something_of_a_day_that_has_been(
    sign_in: SignIn, niamh: Membership, callum: Child
) -> None:
    grant(callum, to=niamh)
    browser = sign_in(niamh)
    for given, said in (
        (sent(text=" "), "Write what is to be noted"),
        (sent(day=date(2026, 12, 1)), "must be today, 20 November 2026, or earlier"),
        (sent(day=date(2020, 1, 1)), "the day the child was born"),
        (sent(text="x" * 4001), "at most 4000 characters"),
    ):
        assert said in browser.post(address(callum), given).content.decode(), said
    assert not Note.objects.exists()


def test_a_partner_whose_share_names_no_health_notes_nothing(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child
) -> None:
    teacher = member("Ann Teacher", south_ayrshire, Role.PARTNER)
    grant(
        callum,
        to=teacher,
        ground="share",
        field_groups=["reviews"],
        begins_at="2026-11-01T00:00Z",
        ends_at="2026-12-01T00:00Z",
    )
    assert sign_in(teacher).post(address(callum), sent()).status_code == 403


def test_a_partner_without_an_agency_is_told_what_to_do(
    sign_in: SignIn, lewis: Membership, callum: Child
) -> None:
    lewis.agency = None
    lewis.save()
    page = sign_in(lewis).post(address(callum), sent()).content.decode()
    assert "Your role names no agency" in page


def test_those_who_write_no_notes_are_refused(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    assert sign_in(morag).get(address(callum)).status_code == 403
