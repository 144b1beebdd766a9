"""Sharing with a partner: one person, one purpose, named parts, an end."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from cases.models import Child, Grant
from tests.conftest import NOON, TODAY, member
from tests.factories import grant

SignIn = Callable[[Membership], Client]


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def around(child: Child, page: str = "") -> str:
    return f"{child.get_absolute_url()}people/{page}"


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def lewis(south_ayrshire: Authority) -> Membership:
    return member("Lewis Nurse", south_ayrshire, Role.PARTNER)


SHARE = {"purpose": "Adoption medical", "field_groups": ["reviews", "health"]}


def test_a_share_names_one_person_a_purpose_groups_and_an_end(
    sign_in: SignIn, iain: Membership, lewis: Membership, callum: Child
) -> None:
    sent = {**SHARE, "partner": str(lewis.pk), **parts("until", date(2027, 2, 19))}
    sign_in(iain).post(around(callum, "share/"), sent)
    made = Grant.objects.get(child=callum)
    assert (made.membership, made.field_groups) == (lewis, ["health", "reviews"])
    assert sign_in(lewis).get(callum.get_absolute_url()).status_code == 200
    entry = AuditEntry.objects.filter(act="child.allocate").latest("pk")
    assert (entry.reason, entry.subject_id) == ("Adoption medical", callum.public_id)
    assert "Callum" not in str(entry.detail)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"field_groups": ["reviews", "legal_basis"]}, "may not be shown compulsory orders"),
        ({"field_groups": []}, "Tick what they need to see"),
        ({"field_groups": ["panel"]}, "Choose one of those listed"),
        ({"purpose": ""}, "Say what for"),
        ({"partner": "0"}, "Choose one of those listed"),
        (parts("until", date(2027, 5, 20)), "The last day must be between today and 19 May 2027."),
        (parts("until", date(2026, 11, 19)), "The last day must be between today"),
    ],
)
def test_a_share_that_is_too_wide_is_refused_at_its_field(
    sign_in: SignIn,
    iain: Membership,
    lewis: Membership,
    callum: Child,
    given: dict[str, object],
    said: str,
) -> None:
    sent = {**SHARE, "partner": str(lewis.pk), **parts("until", date(2027, 2, 19)), **given}
    assert said in text(sign_in(iain).post(around(callum, "share/"), sent))
    assert not Grant.objects.filter(child=callum).exists()


def test_shares_end_when_the_child_leaves_care(
    sign_in: SignIn, iain: Membership, lewis: Membership, callum: Child
) -> None:
    share = grant(
        callum,
        to=lewis,
        ground="share",
        field_groups=["reviews"],
        begins_at=NOON - timedelta(days=3),
        ends_at=NOON + timedelta(days=30),
    )
    sent = {**parts("ended_on", TODAY), "destination": "home"}
    sign_in(iain).post(f"{callum.get_absolute_url()}leaving-care/", sent)
    share.refresh_from_db()
    assert share.revoke_reason == "The child left care"
    assert sign_in(lewis).get(callum.get_absolute_url()).status_code == 404
