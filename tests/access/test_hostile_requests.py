"""What hostile requests found, each by name: a sentence or a plain refusal, never a failure."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Membership
from cases.models import Child
from pace.requests import Utf8Request
from tests.access.fuzzing import FRAME, as_served
from tests.access.hostile import MULTIPART, SHAPES, multipart

PASSWORD = "an invented passphrase"


@pytest.fixture(autouse=True)
def served() -> Iterator[None]:
    with as_served():
        yield


@pytest.fixture
def morags(morag: Membership) -> dict[str, str]:
    morag.person.set_password(PASSWORD)
    morag.person.save()
    return {"email": morag.person.email, "password": PASSWORD}


@pytest.mark.parametrize(
    "wanted",
    [
        "child",
        "sign_out",
        "no_such_route",
        "/" + "x" * 20_000,
        "http://[",
        "//evil.example/",
        "\x00",
    ],
)
def test_signing_in_leads_home_whatever_page_is_named_that_is_none(
    morags: dict[str, str], wanted: str
) -> None:
    answer = Client().post("/sign-in/", {**morags, "next": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_signing_in_leads_to_the_page_that_was_asked(morags: dict[str, str]) -> None:
    answer = Client().post("/sign-in/", {**morags, "next": "/children/?q=SA-0412"})
    assert answer.headers["Location"] == "/children/?q=SA-0412"


@pytest.mark.parametrize("charset", ["rot13", "zlib", "raw_unicode_escape", "utf-16", "klingon"])
@pytest.mark.parametrize("address", ["/sign-in/?next=%5Cud800", "/api/children/?q=%5Cud800"])
def test_a_request_in_another_charset_is_refused(db: None, charset: str, address: str) -> None:
    answer = Client().generic("GET", address, CONTENT_TYPE=f"text/plain; charset={charset}")
    assert answer.status_code == 400


@pytest.mark.parametrize("length", ["many", "-1", "1e3", "٣", "9" * 40])
def test_a_request_whose_length_is_no_number_is_refused(db: None, length: str) -> None:
    answer = Client().post("/sign-in/", {"email": "a@b.example"}, CONTENT_LENGTH=length)
    assert answer.status_code == 400
    assert FRAME in answer.content.decode()


def test_a_form_that_names_half_a_character_is_refused(
    callum: Child, morag: Membership, sign_in: Any
) -> None:
    sent = multipart({"child_ref": ["\\ud800"], "reason": ["\\ud800"]})
    answer = sign_in(morag).post(
        "/children/emergency/", sent, content_type=f"{MULTIPART}; charset=raw_unicode_escape"
    )
    assert answer.status_code == 400
    assert FRAME in answer.content.decode()


def test_the_server_reads_requests_as_utf_8(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test client builds its own requests; this is what the server builds."""
    monkeypatch.setattr(connections, "close_all", lambda: None)
    assert import_module("pace.wsgi").application.request_class is Utf8Request


@pytest.mark.parametrize("how", ["2,000 fields", "three megabytes", "200 files"])
def test_more_than_a_form_can_hold_is_a_plain_refusal(db: None, how: str) -> None:
    sent = SHAPES[how]({"email": ["somebody@alpha.pace.example"]})
    answer = Client().post("/sign-in/", sent.body, content_type=sent.kind)
    assert answer.status_code == 400
    assert FRAME in answer.content.decode()
