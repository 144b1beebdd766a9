"""The address and the carers of a placement: asked of few, read by few."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import AuditEntry, Membership
from cases.models import Child
from tests.conftest import TODAY
from tests.factories import grant

SignIn = Callable[[Membership], Client]
SECRET = {"address": "3 Shore Road, Girvan", "carers": "Agnes Invented"}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def page(child: Child) -> str:
    return f"{child.get_absolute_url()}address/"


def move(day: date) -> dict[str, str]:
    return {
        "setting": "kinship",
        "basis": "ordinary",
        "began_on_0": str(day.day),
        "began_on_1": str(day.month),
        "began_on_2": str(day.year),
    }


def test_a_move_may_say_where_exactly_and_with_whom(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    address = f"{callum.get_absolute_url()}moves/record/"
    assert "Who cares for the child?" in text(sign_in(morag).get(address))
    sign_in(morag).post(address, {**move(TODAY), **SECRET})
    now = callum.placements.get(setting="kinship")
    assert (now.address, now.carers) == (SECRET["address"], SECRET["carers"])
    told = str(list(AuditEntry.objects.values_list("detail", "reason")))
    assert "Shore" not in told
    assert "Agnes" not in told


def test_a_move_asks_no_address_of_necessity(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    address = f"{callum.get_absolute_url()}moves/record/"
    assert sign_in(morag).post(address, move(TODAY)).status_code == 302


@pytest.mark.parametrize("who", ["morag", "iain", "eilidh", "niamh"])
def test_those_who_read_it_change_it_on_the_current_placement(
    sign_in: SignIn, request: pytest.FixtureRequest, callum: Child, who: str
) -> None:
    writer: Membership = request.getfixturevalue(who)
    if who in {"eilidh", "niamh"}:
        grant(callum, to=writer)
    browser = sign_in(writer)
    assert browser.post(page(callum), SECRET).status_code == 302
    assert callum.placements.get().address == SECRET["address"]
    assert SECRET["address"] in text(browser.get(page(callum)))
    entry = AuditEntry.objects.filter(act="address.record", subject_kind="child").order_by("pk")[0]
    assert entry.detail["changed"] == ["address", "carers"]
    assert "Shore" not in str(entry.detail)


@pytest.mark.parametrize("who", ["catriona", "alasdair"])
def test_others_neither_read_nor_change_it(
    sign_in: SignIn, request: pytest.FixtureRequest, callum: Child, who: str
) -> None:
    reader: Membership = request.getfixturevalue(who)
    if who == "alasdair":
        grant(callum, to=reader)
    callum.placements.update(**SECRET)
    browser = sign_in(reader)
    assert browser.get(page(callum)).status_code == 403
    for address in (callum.get_absolute_url(), f"{callum.get_absolute_url()}facts/"):
        assert "Shore Road" not in text(browser.get(address))


def test_an_address_without_a_placement_asks_for_the_move_first(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    callum.placements.update(ended_on=TODAY)
    answer = sign_in(morag).get(page(callum), follow=True)
    assert "Record where the child lives first" in text(answer)


def test_an_address_that_is_too_long_is_refused_at_its_field(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    answer = text(sign_in(morag).post(page(callum), {"address": "x" * 301}))
    assert 'href="#id_address"' in answer
