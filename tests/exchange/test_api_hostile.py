"""Whatever stands in an address of the API: an answer or one sentence, never a failure."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from cases.models import Child
from tests.aims.invented import load, published
from tests.conftest import member
from tests.exchange.asking import AIMS, CHILDREN, CLOCKS, LISTS, MILESTONES, rows
from tests.lanes import IS_WHOLE

SignIn = Callable[[Membership], Client]
HOSTILE = [
    "\x00",
    "a\x00b",
    "%ED%A0%80",
    "1" + "0" * 30,
    "-1",
    "0",
    "1.5",
    "١٢",
    "9999-12-32",
    "0000-00-00",
    "10000-01-01",
    "2026-W47-6",
    "20261121",
    "’ OR 1=1 --",
    "\u202eevil",
    "x" * 5000,
    "(a+)+$" * 50,
    "{00000000-0000-4000-8000-000000000000}",
    "[]",
    "",
]


def quoted(text: str) -> str:
    return text if text.startswith("%") else quote(text)


@pytest.fixture
def asks(callum: Child, catriona: Membership, sign_in: SignIn) -> Client:
    load(*published("south-ayrshire-3"), code=callum.authority.code)
    return sign_in(catriona)


def addresses(client: Client) -> list[str]:
    ref = rows(client, AIMS)[0]["ref"]
    return [*LISTS, reverse("api_aim", args=[ref]), reverse("api_aim_children", args=[ref])]


def questions(client: Client) -> Iterator[tuple[str, str]]:
    """Every parameter that the description names, by the address that takes it."""
    ref = rows(client, AIMS)[0]["ref"]
    for path, operations in client.get("/api/schema/").json()["paths"].items():
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "query":
                yield path.replace("{ref}", ref), parameter["name"]


def test_a_value_that_cannot_be_read_is_told_with_the_parameters_name(asks: Client) -> None:
    asked = [(*question, value) for question in questions(asks) for value in HOSTILE]
    assert len(asked) > 300
    # Every fifth here: each value and each parameter in turn. The long run asks them all.
    for address, name, value in asked[:: 1 if IS_WHOLE else 5]:
        answer = asks.get(f"{address}?{name}={quoted(value)}")
        assert answer.status_code in {200, 400}, (address, name, value)
        if answer.status_code == 400:
            assert name in answer.json()["detail"]


def test_a_path_that_cannot_be_read_leads_nowhere(asks: Client) -> None:
    for value in HOSTILE:
        for path in (CHILDREN, AIMS):
            answer = asks.get(f"{path}{quoted(value) or '%20'}/")
            assert answer.status_code == 404, (path, value)
            assert set(answer.json()) == {"detail"}


def test_a_parameter_nobody_knows_is_refused_by_name(asks: Client) -> None:
    for address in addresses(asks):
        for asked in ("nobody=1", "page[]=1", "child__authority=1", "format=xml", "%00=1"):
            answer = asks.get(f"{address}?{asked}")
            assert answer.status_code == 400, (address, asked)
    assert "“nobody”" in asks.get(f"{CHILDREN}?nobody=1").json()["detail"]


def test_a_parameter_is_given_once(asks: Client) -> None:
    for address in LISTS:
        answer = asks.get(f"{address}?page=1&page=1")
        assert answer.status_code == 400
        assert "“page”" in answer.json()["detail"]


def test_a_thousand_parameters_are_one_refusal(asks: Client) -> None:
    many = "&".join(f"p{number}=1" for number in range(1500))
    assert asks.get(f"{CHILDREN}?{many}").status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_are_can_be_asked(asks: Client, day: str) -> None:
    for asked in (f"{MILESTONES}?held_from={day}", f"{CLOCKS}?due_to={day}"):
        assert asks.get(asked).status_code == 200
    for address in addresses(asks)[-2:]:
        assert asks.get(f"{address}?on={day}").status_code == 200


def test_past_the_last_page_there_is_nobody(asks: Client) -> None:
    answer = asks.get(f"{CHILDREN}?page=100000").json()
    assert (answer["results"], answer["next"]) == ([], None)


def test_a_page_has_a_hundred_rows_at_most(asks: Client) -> None:
    assert asks.get(f"{CHILDREN}?page_size=100").status_code == 200
    assert asks.get(f"{CHILDREN}?page_size=101").status_code == 400


def test_neighbouring_pages_keep_what_was_asked(asks: Client) -> None:
    first = asks.get(f"{CLOCKS}?state=running&page_size=1").json()
    assert first["count"] > 1
    second = asks.get(first["next"]).json()
    assert second["previous"] == f"{CLOCKS}?state=running&page_size=1&page=1"
    assert second["results"] != first["results"]


def test_a_session_that_cannot_be_read_is_nobody(callum: Child) -> None:
    for cookie in ('sessionid="abcdefgh\\000ijkl"', "sessionid=" + "x" * 5000):
        answer = Client(headers={"Cookie": cookie}).get(CHILDREN)
        assert answer.status_code == 401


def test_hostile_credentials_are_nobody(callum: Child, friday: object) -> None:
    for sent in ("Bearer \x00", "Bearer " + "x" * 5000, "Bearer é", "Bearer a b"):
        assert Client(headers={"Authorization": sent}).get(CHILDREN).status_code == 401


def test_an_analyst_finds_no_record_by_its_pseudonyms_parts(callum: Child, sign_in: SignIn) -> None:
    analyst = sign_in(member("An Analyst", callum.authority, Role.ANALYST))
    for asked in ("child_ref=SA-0412", "record=R-00000000", "born_in=2023-08"):
        assert analyst.get(f"{CLOCKS}?{asked}").status_code == 400
