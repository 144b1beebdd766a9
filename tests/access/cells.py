"""Every cell of the access matrix: route × method × actor × target, and asking it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.test import Client
from django.urls import URLPattern

from accounts.checks import routes
from accounts.policy import PUBLIC
from tests.access.clocks import clock_ids
from tests.access.oracle import ANY, HIDDEN, NO_METHOD, OPEN, REFUSED, SIGN_IN, expected
from tests.access.worlds import ACTORS, AWAY, HOME, NOBODY, RANDOM_ID, World, undone

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
API = "api/"
KNOWN = {"public_id", "fact_id"}
# What /readyz answers where no timer runs, as in a test.
UNREADY = 503
# Whose record is asked for, and in which council it is.
TARGETS: dict[str, tuple[str, str]] = {
    "own": ("own", HOME),
    "team": ("team", HOME),
    "same authority": ("elsewhere", HOME),
    "granted": ("", HOME),
    "other authority": ("own", AWAY),
    "restricted": ("restricted", HOME),
    "sealed": ("sealed", HOME),
    "barred": ("barred", HOME),
    "no longer": ("former", HOME),
}
# The child whom this role was let in to know, and a fact of theirs that the role may read.
GRANTED_STORY = {
    "ro": "review",
    "pa": "agenda",
    "pm": "agenda",
    "lg": "legal",
    "adm": "decision",
    "pt": "health",
    "rp": "reporter",
}
A_FACT_FOR = {"pa": "panel", "lg": "order_lodged", "adm": "adm_decision", "rp": "childrens_hearing"}
OF_ROUTES = {"end_order": "cso", "end_involvement": "worker"}
PLANNED_FOR = {"pa": "planned_panel", "lg": "planned_lodging", "adm": "planned_decision"}


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    pattern: str
    act: str
    methods: frozenset[str]
    arguments: tuple[str, ...]

    @property
    def about_a_child(self) -> bool:
        return "public_id" in self.arguments

    @property
    def names_a_row(self) -> bool:
        """Whether it is about a row of its own: one that this child, or role, may not have."""
        return any(name.endswith("_id") and name not in KNOWN for name in self.arguments)

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith(API)


def route_of(pattern: str, entry: URLPattern) -> Route:
    view: Any = entry.callback
    return Route(
        name=entry.name or pattern,
        pattern=pattern,
        act=getattr(view, "act", ""),
        methods=frozenset(getattr(view, "methods", ())),
        arguments=tuple(name for _, name in re.findall(r"<(?:(\w+):)?(\w+)>", pattern)),
    )


def all_routes() -> list[Route]:
    """By the resolver itself, as the outside checks walk it."""
    return [route_of(pattern, entry) for pattern, entry in routes()]


@dataclass(frozen=True, slots=True)
class Cell:
    route: Route
    method: str
    key: str
    target: str

    def __str__(self) -> str:
        return f"{self.method} {self.route.name} as {self.key} of {self.target or 'no child'}"


def all_cells(found: list[Route]) -> Iterator[Cell]:
    for route in found:
        targets = list(TARGETS) if route.about_a_child else [""]
        for key, target, method in product(ACTORS, targets, METHODS):
            yield Cell(route, method, key, target)


def target_of(cell: Cell, world: World) -> dict[str, Any]:
    story, code = TARGETS[cell.target]
    return world.child(story or GRANTED_STORY.get(cell.key, "review"), code)


def fact_of(cell: Cell) -> str:
    """The name of a fact that this route is about and this role may read."""
    if cell.route.name == "record_not_held":
        return PLANNED_FOR.get(cell.key, "planned_review")
    if cell.route.name in OF_ROUTES:
        return OF_ROUTES[cell.route.name]
    return A_FACT_FOR.get(cell.key, "lac_review")


def address_of(cell: Cell, world: World, child: dict[str, Any] | None) -> str:
    council = world.council()
    given: dict[str, str] = {
        "ref": council["exports"][0]["aim"],
        "token": "none",
        "rule": "home_cso_two_years",
        "membership_id": "1",
        "restriction_id": council["restrictions"][0]["public_id"],
        "proposal_id": council["proposals"][0]["public_id"],
    }
    if child is not None:
        fact = child["facts"][fact_of(cell)]
        given |= {
            "public_id": child["public_id"],
            "fact_kind": fact["kind"],
            "fact_id": fact["public_id"],
        }
        own = [g for g in council["grants"] if g["child"] == child["public_id"]]
        given |= {"grant_id": own[0]["public_id"]} if own else {}
        clocks = clock_ids(child["public_id"], TARGETS[cell.target][1])
        given |= {"clock_id": clocks[0]} if clocks else {}
    path = re.sub(
        r"<(?:\w+:)?(\w+)>", lambda found: given.get(found[1], RANDOM_ID), cell.route.pattern
    )
    return f"/{path}"


def should_be(cell: Cell, world: World, child: dict[str, Any] | None) -> str:
    if (cell.key != NOBODY or cell.route.act == PUBLIC) and cell.method not in cell.route.methods:
        return NO_METHOD
    return expected(
        key=cell.key,
        act=cell.route.act,
        person=None if cell.key == NOBODY else world.person(cell.key),
        council=world.council(),
        child=child,
        about_a_child=cell.route.about_a_child,
    )


def answer_to(cell: Cell, world: World) -> tuple[str, int]:
    """What was to be expected, and the status that came."""
    child = target_of(cell, world) if cell.route.about_a_child else None
    browser: Client = world.browser(cell.key)
    with undone():
        answer = browser.generic(cell.method, address_of(cell, world, child))
    return should_be(cell, world, child), answer.status_code


def is_as_declared(should: str, status: int, route: Route) -> bool:
    if should == ANY:
        return status < 500 or (status == UNREADY and route.name == "readyz")
    if should == SIGN_IN:
        return status == (401 if route.is_api else 302)
    if should in {HIDDEN, REFUSED, NO_METHOD}:
        return status == int(should)
    assert should == OPEN
    if route.names_a_row and status == int(HIDDEN):
        return True
    return status < 500 and status not in {401, 403, 404, 405}


def wrong(cells: Iterator[Cell], world: World) -> list[str]:
    found = []
    for cell in cells:
        should, status = answer_to(cell, world)
        if not is_as_declared(should, status, cell.route):
            found.append(f"{cell}: {status} instead of {should}")
    return found
