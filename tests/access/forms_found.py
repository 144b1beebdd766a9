"""Every form that the product shows: each route asked as those who may open it, and read."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Membership, SystemToken, Team
from accounts.policy import PUBLIC
from cases.models import Bar, Grant, Involvement, NamedPerson, Proposal, SealedIdentity
from milestones.models import Question
from tests.access.cells import GRANTED_STORY, Route, all_routes, fact_of
from tests.access.cells import Cell as Asked
from tests.access.clocks import clock_ids
from tests.access.hostile import Fields
from tests.access.oracle import OPEN, expected
from tests.access.worlds import ACTORS, AWAY, HOME, NOBODY, RANDOM_ID, World, undone

# Asked of the address of every page, whatever its own questions are.
EVERYWHERE = ("page", "on", "q", "sort", "format", "next", "after", "kind", "status", "locality")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
Ids = dict[str, list[str]]


@dataclass(frozen=True)
class Form:
    """A form as a page shows it to somebody: where it goes, and what can be chosen in it."""

    key: str
    route: str
    method: str
    address: str
    fields: Fields = field(hash=False)

    def __str__(self) -> str:
        return f"{self.method} {self.address} as {self.key}"


@dataclass
class Found:
    forms: list[Form] = field(default_factory=list)
    # Each page that opened: its route, to whom, its address.
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    asked_by: dict[str, set[str]] = field(default_factory=dict)

    def add(self, form: Form) -> None:
        """Once for each actor: a form stands on many pages."""
        like = {(each.key, each.route, each.method, *each.fields) for each in self.forms}
        if (form.key, form.route, form.method, *form.fields) not in like:
            self.forms.append(form)

    def questions(self) -> Iterator[tuple[str, str, str]]:
        """Each parameter that a page's address may carry: its page, its reader, its name."""
        names = {name for asked in self.asked_by.values() for name in asked}
        for route, key, address in self.pages:
            own = self.asked_by.get(route, set())
            for name in sorted(own | set(EVERYWHERE) | names):
                yield address, key, name


class Reader(HTMLParser):
    """The links of a page, and its forms with every value that they offer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, Fields]] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self.forms.append((given.get("method", "get").upper(), given.get("action", ""), {}))
        elif name == "csrfmiddlewaretoken":
            pass
        elif tag in {"input", "textarea", "button"} and name and self.forms:
            self.forms[-1][2].setdefault(name, []).append(value)
        elif tag == "select" and self.forms:
            self._select = name
            self.forms[-1][2].setdefault(name, [])
        elif tag == "option" and self.forms and self._select:
            self.forms[-1][2][self._select].append(value)


def child_for(
    world: World, key: str, code: str = HOME, route: Route | None = None
) -> dict[str, Any]:
    """A child whom this role may know; where it is about a grant, one who has been granted."""
    about_a_grant = route is not None and "grant_id" in route.arguments
    return world.child(GRANTED_STORY.get(key, "agenda" if about_a_grant else "own"), code)


def rows_of(code: str, child: dict[str, Any] | None = None) -> Ids:
    """Rows of a council that addresses name, by the name they have there."""
    authority = Authority.objects.get(code=code)
    with entered(system_actor(authority)):
        about = {"child__public_id": child["public_id"]} if child else {}
        named = NamedPerson.objects.filter(authority=authority)
        rows = {
            "grant_id": Grant.objects.filter(**about).values_list("public_id"),
            "restriction_id": named.values_list("restriction__public_id"),
            "person_id": named.values_list("person__public_id"),
            "proposal_id": Proposal.objects.values_list("public_id"),
            "bar_id": Bar.objects.values_list("public_id"),
            "sealed_id": SealedIdentity.objects.values_list("public_id"),
            "membership_id": Membership.objects.filter(authority=authority).values_list("pk"),
            "token_id": SystemToken.objects.filter(membership__authority=authority).values_list(
                "public_id"
            ),
            "question_id": Question.objects.filter(**about).values_list("public_id"),
            "team": Team.objects.filter(authority=authority).values_list("pk"),
            "involvement": Involvement.objects.standing()
            .filter(ended_on__isnull=True, **about)
            .values_list("public_id"),
        }
        told = {name: [str(pk) for (pk,) in found] for name, found in rows.items()}
    if child is not None:
        told["clock_id"] = list(clock_ids(child["public_id"], code))
    return told


def addresses(route: Route, key: str, world: World, code: str = HOME) -> Iterator[str]:
    """Addresses of the route that may lead somewhere for this actor."""
    child = child_for(world, key, code, route) if route.about_a_child else None
    rows = rows_of(code, child)
    fixed = {
        "ref": world.council(code)["exports"][0]["aim"],
        "token": "none",
        "rule": "home_cso_two_years",
    }
    if child is not None:
        fact = child["facts"][fact_of(Asked(route, "GET", key, "own"))]
        fixed["public_id"] = child["public_id"]
        if route.name != "end_involvement":
            fixed |= {"fact_kind": fact["kind"], "fact_id": fact["public_id"]}
        else:
            rows["fact_id"] = rows["involvement"]
    open_names = [name for name in route.arguments if name not in fixed]
    for turn in range(max([len(rows.get(name, [])) for name in open_names] or [1]) or 1):
        given = {name: nth(rows.get(name, []), turn) for name in open_names} | fixed
        yield "/" + ARGUMENT.sub(lambda found, given=given: given[found[1]], route.pattern)


def nth(values: list[str], turn: int) -> str:
    return values[min(turn, len(values) - 1)] if values else RANDOM_ID


def open_to(route: Route, world: World) -> list[str]:
    """Those actors for whom the policy opens the route, for a child of theirs."""
    council = world.council()
    return [
        key
        for key in ACTORS
        if route.act == PUBLIC
        or expected(
            key=key,
            act=route.act,
            person=None if key == NOBODY else world.person(key),
            council=council,
            child=None if key == NOBODY else child_for(world, key, route=route),
            about_a_child=route.about_a_child,
        )
        == OPEN
    ]


def sign_everybody_in(world: World) -> None:
    """Before anything is taken back: sessions would be taken back with it."""
    for key in ACTORS:
        world.browser(key)


def find_forms(world: World, *, rng: random.Random, thorough: bool = False) -> Found:
    """Each page as one of those who may open it, or as every one of them."""
    found = Found()
    sign_everybody_in(world)
    for route in all_routes():
        keys = open_to(route, world)
        rng.shuffle(keys)
        for key in keys:
            if _find(route, key, world, found) and not thorough:
                break
        if "POST" in route.methods and route.name not in {each.route for each in found.forms}:
            _found_unshown(route, keys[0], world, found)
    return found


def _find(route: Route, key: str, world: World, found: Found) -> bool:
    """Whether a page opened: the first of the route's addresses that does."""
    if "GET" not in route.methods:
        _found_unshown(route, key, world, found)
        return True
    for address in addresses(route, key, world):
        with undone():
            answer: Any = world.browser(key).get(address)
        if answer.status_code == 200:
            found.pages.append((route.name, key, address))
            _read(answer, address, key, found)
            return True
    return False


def _found_unshown(route: Route, key: str, world: World, found: Found) -> None:
    """A button takes nothing but the click; it is asked with what other forms take."""
    fields: Fields = {"answer": [""], "person": [""], "reason": [""], "password": [""]}
    for address in addresses(route, key, world):
        found.add(Form(key, route.name, "POST", address, fields))


def _read(answer: Any, address: str, key: str, found: Found) -> None:
    if "html" not in answer.headers["Content-Type"]:
        return
    page = Reader(answer.content.decode())
    for method, action, fields in page.forms:
        to = within(address, action or address)
        found.add(Form(key, route_name(to), method, to, fields))
        if method == "GET":
            found.asked_by.setdefault(route_name(to), set()).update(fields)
    for link in page.links:
        to = within(address, link)
        asked = {each.partition("=")[0] for each in urlsplit(to).query.split("&")} - {""}
        found.asked_by.setdefault(route_name(to), set()).update(asked)


def within(address: str, link: str) -> str:
    """The address a link means; nothing where it leads out of the product."""
    parts = urlsplit(urljoin(f"http://testserver{address}", link))
    if parts.netloc != "testserver":
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def route_name(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def bad_keys(world: World) -> list[str]:
    """Keys of rows of another council, and of nothing."""
    away = rows_of(AWAY, world.child("own", AWAY))
    theirs = [values[0] for values in away.values() if values]
    child = world.child("own", AWAY)
    return [*theirs, child["public_id"], child["child_ref"], RANDOM_ID, "-1", "0", "None", "1.0"]
