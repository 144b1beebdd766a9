"""Every route of the project, walked by the resolver and not typed: who gets in, who does not."""

import json
import re
from collections.abc import Callable
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.checks import every_route_declares_its_act
from accounts.models import Authority, Membership
from accounts.policy import ACTS, PUBLIC
from accounts.roles import Role
from cases.models import Child
from milestones.models import Milestone
from tests.conftest import member
from tests.factories import MilestoneFactory
from tests.lanes import IS_WHOLE

SignIn = Callable[[Membership], Client]
pytestmark = pytest.mark.django_db


def routes() -> list[dict[str, Any]]:
    out = StringIO()
    call_command("url_routes", format="json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def address(route: dict[str, Any], child: Child, milestone: Milestone) -> str:
    known = {
        "public_id": child.public_id,
        "fact_id": milestone.public_id,
        "fact_kind": "milestone",
    }
    given = {name: known.get(name, sample) for name, sample in route["arguments"].items()}
    return reverse(route["name"], kwargs=given)


def without_token(answer: Any) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


@pytest.fixture
def review(callum: Child) -> Milestone:
    return MilestoneFactory.create(child=callum, held_on="2025-12-10")


def test_every_route_has_a_name_an_act_of_the_policy_and_its_methods() -> None:
    for route in routes():
        assert route["name"], route["pattern"]
        assert route["act"] == PUBLIC or route["act"] in ACTS, route["pattern"]
        assert route["methods"], route["pattern"]


def test_a_route_without_an_act_fails_the_check(settings: Any) -> None:
    assert every_route_declares_its_act() == []
    settings.ROOT_URLCONF = "tests.unguarded_urls"
    assert [error.id for error in every_route_declares_its_act()] == ["accounts.E001"]


def test_nobody_sees_a_page_that_is_not_public_without_signing_in(
    callum: Child, review: Milestone
) -> None:
    for route in routes():
        if route["act"] != PUBLIC and route["pattern"].startswith("api/"):
            assert Client().get(address(route, callum, review)).status_code == 401
        elif route["act"] != PUBLIC:
            answer = Client().get(address(route, callum, review))
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (
                302,
                reverse("sign_in"),
            ), route["pattern"]


def test_another_authoritys_child_is_not_there_on_any_route_or_method(
    sign_in: SignIn, ross: Membership, callum: Child, review: Milestone
) -> None:
    browser = sign_in(ross)
    walked = 0
    about_a_child = [each for each in routes() if "public_id" in each["arguments"]]
    for route in about_a_child[:: 1 if IS_WHOLE else 2]:
        for method in route["methods"]:
            answer = browser.generic(method, address(route, callum, review))
            assert answer.status_code == 404, (method, route["pattern"])
            walked += 1
    assert walked > 20


def test_what_may_not_be_known_looks_like_what_does_not_exist(
    sign_in: SignIn, ross: Membership, callum: Child
) -> None:
    browser = sign_in(ross)
    theirs = browser.get(reverse("child", args=[callum.public_id]))
    nobodys = browser.get(reverse("child", args=[uuid4()]))
    assert without_token(theirs) == without_token(nobodys)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PARTNER])
def test_a_role_without_the_act_is_refused_after_the_child_is_hidden(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child, review: Milestone, role: str
) -> None:
    browser = sign_in(member("Somebody Else", south_ayrshire, role))
    closed = [r for r in routes() if r["act"] != PUBLIC and role not in ACTS[r["act"]]]
    for route in closed[:: 1 if IS_WHOLE else 6]:
        for method in route["methods"]:
            answer = browser.generic(method, address(route, callum, review))
            hidden = "public_id" in route["arguments"]
            assert answer.status_code == (404 if hidden else 403), (method, route["pattern"])


def test_a_method_that_a_route_does_not_declare_is_refused(
    sign_in: SignIn, morag: Membership, callum: Child, review: Milestone
) -> None:
    browser = sign_in(morag)
    for route in routes()[:: 1 if IS_WHOLE else 3]:
        for method in {"PUT", "PATCH", "DELETE"} - set(route["methods"]):
            answer = browser.generic(method, address(route, callum, review))
            assert answer.status_code == 405, (method, route["pattern"])
