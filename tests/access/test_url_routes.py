"""The list of routes that outside checks walk: complete, with arguments that lead somewhere."""

import json
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.urls import reverse

from accounts.policy import ACTS, PUBLIC
from tests.access.cells import all_routes
from tests.access.worlds import World


def listed() -> list[dict[str, Any]]:
    out = StringIO()
    call_command("url_routes", format="json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def test_every_route_is_listed_the_apis_too_with_methods_and_an_act(world: World) -> None:
    found = listed()
    assert [each["pattern"] for each in found] == [each.pattern for each in all_routes()]
    assert any(each["pattern"].startswith("api/") for each in found)
    for each in found:
        assert each["methods"], each
        assert each["act"] == PUBLIC or each["act"] in ACTS, each


def test_the_arguments_lead_somewhere(world: World) -> None:
    by_name = {each["name"]: each for each in listed()}
    assert by_name["aim"]["arguments"]["ref"] == "alpha-2"
    browser = world.browser("sm")
    for name in ("aim", "child", "fact", "milestone_saved"):
        answer = browser.get(reverse(name, kwargs=by_name[name]["arguments"]))
        assert answer.status_code == 200, name


def test_without_children_the_list_is_complete_all_the_same(db: None) -> None:
    assert [each["pattern"] for each in listed()] == [each.pattern for each in all_routes()]
