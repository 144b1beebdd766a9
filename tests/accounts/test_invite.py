from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Membership, Person
from accounts.roles import Role, role_named


def invite(email: str, **options: str) -> str:
    out = StringIO()
    call_command("invite", email, stdout=out, **{"authority": "S12000028", **options})
    return out.getvalue().strip()


@pytest.mark.parametrize("name", ["team_leader", "TL", "Team leader", "team-leader"])
def test_a_role_is_known_by_its_code_its_letters_and_its_title(name: str) -> None:
    assert role_named(name) is Role.TEAM_LEADER


@pytest.mark.django_db
def test_the_link_of_an_invitation_works_once() -> None:
    link = invite("first@council.pace.example", role="system_administrator")
    path = link.removeprefix("http://127.0.0.1:8000")
    chosen = {"password": "a-long-enough-phrase", "password_again": "a-long-enough-phrase"}
    assert Client().post(path, chosen).status_code == 302
    assert Person.objects.get(email="first@council.pace.example").check_password(chosen["password"])
    assert Client().get(path).status_code == 410


@pytest.mark.django_db
def test_inviting_again_gives_another_link_and_no_second_membership() -> None:
    first = invite("first@council.pace.example", role="manager")
    assert invite("First@council.pace.example", role="manager") != first
    assert Membership.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "options", "told"),
    [
        ("nobody", {"role": "manager"}, "is not an e-mail address"),
        ("a@b.example", {"role": "king"}, "There is no role 'king'"),
        ("a@b.example", {"role": "manager", "authority": "E06000001"}, "No authority has the code"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(
    email: str, options: dict[str, str], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        invite(email, **options)
