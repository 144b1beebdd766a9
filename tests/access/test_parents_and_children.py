"""An id under another record, or of another council, is an id of nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.cells import Cell, Route, all_routes, fact_of
from tests.access.forms_found import (
    ARGUMENT,
    addresses,
    child_for,
    open_to,
    rows_of,
    sign_everybody_in,
)
from tests.access.worlds import AWAY, HOME, NOBODY, RANDOM_ID, World, undone
from tests.lanes import IS_WHOLE

UNDER_A_CHILD = [
    each
    for each in all_routes()
    if each.about_a_child and {"fact_id", "grant_id", "clock_id"} & set(each.arguments)
]
ROWS = {
    "asked_id",
    "bar_id",
    "grant_id",
    "membership_id",
    "proposal_id",
    "restriction_id",
    "sealed_id",
    "token_id",
}
BY_A_ROW = [each for each in all_routes() if not each.about_a_child and ROWS & set(each.arguments)]


def named(route: Route) -> str:
    return route.name


def asked(world: World, key: str, route: Route, address: str) -> list[Any]:
    found = []
    for method in sorted(route.methods & {"GET", "POST"}):
        with undone():
            found.append(world.browser(key).generic(method, address))
    return found


def some_of(keys: list[str], route: Route) -> list[str]:
    """One actor for each route in the suite, another for the next; everybody in the gauntlet."""
    turn = [each.name for each in all_routes()].index(route.name)
    return keys if IS_WHOLE else keys[turn % len(keys) :][:1]


def with_row(route: Route, key: str, child: dict[str, Any], of: dict[str, Any], code: str) -> str:
    """The route's address for one child, with the row of another."""
    fact = of["facts"][fact_of(Cell(route, "GET", key, "own"))]
    rows = rows_of(code, of)
    involved = route.name == "end_involvement"
    given = {
        "public_id": child["public_id"],
        "fact_kind": fact["kind"],
        "fact_id": next(iter(rows["involvement"]), RANDOM_ID) if involved else fact["public_id"],
        "grant_id": next(iter(rows["grant_id"]), RANDOM_ID),
        "clock_id": next(iter(rows["clock_id"]), RANDOM_ID),
    }
    return "/" + ARGUMENT.sub(lambda found: given[found[1]], route.pattern)


@pytest.mark.parametrize("route", UNDER_A_CHILD, ids=named)
def test_a_row_is_found_under_its_own_child_only(route: Route, world: World) -> None:
    sign_everybody_in(world)
    for key in some_of(open_to(route, world), route):
        child = child_for(world, key, route=route)
        sibling = "health" if child["story"] == "agenda" else "agenda"
        for story, code in ((sibling, HOME), ("agenda", AWAY)):
            address = with_row(route, key, child, world.child(story, code), code)
            assert RANDOM_ID not in address
            statuses = {each.status_code for each in asked(world, key, route, address)}
            assert statuses == {404}, (key, story, code)


def test_the_right_row_opens_under_its_child(world: World) -> None:
    """Lest the other test pass for addresses that open to nobody."""
    sign_everybody_in(world)
    opened = set()
    for route in UNDER_A_CHILD:
        for key in open_to(route, world):
            child = child_for(world, key, route=route)
            address = with_row(route, key, child, child, HOME)
            if asked(world, key, route, address)[0].status_code in {200, 302}:
                opened.add(route.name)
                break
    assert {each.name for each in UNDER_A_CHILD} - opened <= {"milestone_saved"}


@pytest.mark.parametrize("route", BY_A_ROW, ids=named)
def test_a_row_of_another_council_is_not_there(route: Route, world: World) -> None:
    sign_everybody_in(world)
    for key in some_of([key for key in open_to(route, world) if key != NOBODY], route):
        none = [stripped(each) for each in asked(world, key, route, nothing(route))]
        for address in foreign(route):
            answers = asked(world, key, route, address)
            assert {each.status_code for each in answers} == {404}, (key, address)
            assert [stripped(each) for each in answers] == none, (key, address)


def foreign(route: Route) -> Iterator[str]:
    """The route's addresses with the rows of another council; some routes have none there."""
    rows = rows_of(AWAY)
    names = [name for name in route.arguments if name in ROWS]
    for pk in rows.get(names[0], [])[:3]:
        given = {name: rows.get(name, [RANDOM_ID])[0] for name in route.arguments}
        given[names[0]] = pk
        yield "/" + ARGUMENT.sub(lambda found, given=given: given[found[1]], route.pattern)


def nothing(route: Route) -> str:
    return "/" + ARGUMENT.sub(
        lambda found: "999999" if found[1] == "membership_id" else RANDOM_ID, route.pattern
    )


def stripped(answer: Any) -> str:
    """Without what is a request's own: its token, its minute."""
    text = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|As at [^<]*', "", text)


def test_there_are_rows_of_another_council_to_ask_for(world: World) -> None:
    without = {route.name for route in BY_A_ROW if not list(foreign(route))}
    assert without <= {"answer_high_role"}
    assert all(list(addresses(route, "sm", world)) for route in BY_A_ROW)
