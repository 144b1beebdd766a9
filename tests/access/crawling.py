"""Walking all that an actor can reach, and looking for what they should not have seen there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.http import HttpResponseBase
from django.urls import Resolver404, resolve

from accounts.policy import NAMED_IN_A_SHARE, READS
from accounts.roles import Role
from tests.access.oracle import knows
from tests.access.worlds import HOME, NOBODY, ROLE_OF, World, undone
from tests.lanes import IS_WHOLE

WORD = re.compile(r"zq[b-z]{12}", re.IGNORECASE)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
LEAVES = ("/sign-out/", "/static/", "/sign-in/")
STARTS = (
    "/",
    "/children/",
    "/my-work/",
    "/aims/",
    "/rules/",
    "/acting-as/",
    "/api/children/",
    "/api/milestones/",
    "/api/clocks/",
    "/api/aims/",
)
# Whose duty it is to read reasons without knowing whom they are about.
READ_REASONS = frozenset({Role.MANAGER, Role.INFORMATION_GOVERNANCE})


class Page(HTMLParser):
    """The links of a page, and its forms with what they would send."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, dict[str, list[str]]]] = []
        self._named = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            method = given.get("method", "get").upper()
            self.forms.append((method, given.get("action", ""), {}))
        elif tag in {"input", "select", "textarea"} and self.forms:
            self._named = given.get("name", "")
            if self._named:
                self._offered().append(given.get("value", ""))
        elif tag == "option" and self.forms and self._named:
            self._offered().append(given.get("value", ""))

    def _offered(self) -> list[str]:
        return self.forms[-1][2].setdefault(self._named, [])


def planted_in(text: str, world: World) -> set[str]:
    """The planted words in a text, in small letters; a token may look like one by chance."""
    found = {word.lower() for word in WORD.findall(text)}
    every = (child["canaries"] + child["reasons"] for _, child in world.children())
    return found & {word.lower() for words in every for word in words} if found else set()


def allowed_words(world: World, key: str, code: str = HOME) -> set[str]:
    """Each planted word that this actor may read, in small letters."""
    if key == NOBODY:
        return set()
    person, council, role = world.person(key, code), world.council(code), ROLE_OF[key]
    found: set[str] = set()
    for child in council["children"]:
        known = knows(key, person, child, council) and role != Role.ANALYST
        if known or role in READ_REASONS:
            found |= {word.lower() for word in child["reasons"]}
        if known:
            groups = readable_groups(role, person, child, council)
            found |= {w.lower() for w, at in child["planted"].items() if at["group"] in groups}
    return found - other_agencies(world, role, council)


def readable_groups(
    role: str, person: dict[str, Any], child: dict[str, Any], council: dict[str, Any]
) -> frozenset[str]:
    """What the role reads; a partner, of it what the share names."""
    if role not in NAMED_IN_A_SHARE:
        return READS.get(role, frozenset())
    named = {
        group
        for grant in council["grants"]
        if grant["child_ref"] == child["child_ref"]
        and grant["username"] == person["username"]
        and grant["opens"]
        for group in grant["field_groups"]
    }
    return (READS[role] & named) | {"identity"}


def other_agencies(world: World, role: str, council: dict[str, Any]) -> set[str]:
    """A partner reads the health notes of their own agency only."""
    if role != Role.PARTNER:
        return set()
    return {
        word.lower()
        for child in council["children"]
        for word, at in child["planted"].items()
        if at["where"] in {"note.health_elsewhere", "note.void_reason"}
    }


def allowed_ids(world: World, key: str, code: str = HOME) -> set[str]:
    if key in {NOBODY, "da"}:
        return set()
    person, council = world.person(key, code), world.council(code)
    return {c["public_id"] for c in council["children"] if knows(key, person, c, council)}


@dataclass
class Crawl:
    """One actor's walk; `each_route` is how many addresses of one route are looked at."""

    world: World
    key: str
    code: str = HOME
    each_route: int = 10 if IS_WHOLE else 1
    leaks: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    pages: int = 0

    def __post_init__(self) -> None:
        self.words = allowed_words(self.world, self.key, self.code)
        every = list(self.world.children())
        self.ids = {c["public_id"] for _, c in every} | {c["former_public_id"] for _, c in every}
        self.ids -= allowed_ids(self.world, self.key, self.code) | {None}

    def walk(self) -> "Crawl":
        todo = [*STARTS, *self.hidden_addresses()]
        asked = set(todo)
        while todo:
            address = todo.pop()
            if self._enough_of(address):
                continue
            for found in self.look(address):
                if found not in asked:
                    asked.add(found)
                    todo.append(found)
        return self

    def hidden_addresses(self) -> Iterator[str]:
        for public_id in sorted(self.ids):
            yield f"/children/{public_id}/"
            yield f"/api/children/{public_id}/"

    def _enough_of(self, address: str) -> bool:
        try:
            matched = resolve(urlsplit(address).path)
        except Resolver404:
            return False
        own = str(matched.kwargs.get("public_id", ""))
        kind = f"{matched.view_name} {urlsplit(address).query and '?'} {own in self.ids}"
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return self.seen[kind] > self.each_route

    def look(self, address: str) -> list[str]:
        """One page and what its forms answer; the addresses it leads to."""
        answer = self._ask("GET", address)
        text = self._read(address, answer)
        if answer.status_code in {301, 302}:
            return list(within(address, [answer.headers["Location"]]))
        if "html" not in answer.headers.get("Content-Type", ""):
            return list(within(address, re.findall(r'"(/api/[^"]+)"', text)))
        page = Page(text)
        for method, action, fields in page.forms:
            page.links += list(self._asked_by_form(address, method, action, fields))
        return list(within(address, page.links))

    def _asked_by_form(
        self, address: str, method: str, action: str, fields: dict[str, list[str]]
    ) -> Iterator[str]:
        """A form that finds: each choice it offers. One that writes: sent as it is, taken back."""
        target = urljoin(address, action or urlsplit(address).path)
        if method == "GET":
            for name, offered in fields.items():
                yield from (f"{target}?{urlencode({name: value})}" for value in offered)
        elif not target.startswith(LEAVES):
            answer = self._ask("POST", target, self.filled(fields))
            self._read(f"POST {target}", answer)

    def _ask(self, method: str, address: str, sent: Any = None) -> HttpResponseBase:
        browser = self.world.browser(self.key, self.code)
        with undone():
            answer: HttpResponseBase = (
                browser.post(address, sent) if method == "POST" else browser.get(address)
            )
            self.noticed(method, address, answer)
        return answer

    def filled(self, fields: dict[str, list[str]]) -> dict[str, str]:
        """A form sent as it came: what a page answers to blanks."""
        return {name: offered[0] for name, offered in fields.items()}

    def noticed(self, method: str, address: str, answer: HttpResponseBase) -> None:
        """Before what the request did is taken back."""

    def _read(self, address: str, answer: HttpResponseBase) -> str:
        body: bytes = getattr(answer, "content", b"")
        text = body.decode(errors="replace")
        told = f"{text} {answer.headers}"
        self.pages += 1
        own = set(ID.findall(address)) | {word.lower() for word in WORD.findall(address)}
        words = planted_in(told, self.world) - self.words - own
        self.leaks += [f"{address} as {self.key}: the word {word}" for word in sorted(words)]
        ids = set(ID.findall(told)) & self.ids - own
        self.leaks += [f"{address} as {self.key}: the id {each}" for each in sorted(ids)]
        if answer.status_code >= 500:
            self.leaks.append(f"{address} as {self.key}: {answer.status_code}")
        return text


def within(address: str, links: list[str]) -> Iterator[str]:
    for link in links:
        parts = urlsplit(urljoin(f"http://testserver{address}", link))
        if parts.netloc == "testserver" and not parts.path.startswith(LEAVES):
            query = f"?{urlencode(parse_qsl(parts.query))}" if parts.query else ""
            yield f"{parts.path}{query}"
