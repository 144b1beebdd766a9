"""Hostile requests, sent and judged: an answer or a refusal, quickly, and nothing else written."""

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import quote_plus

from django.db import connection
from django.test import Client

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from pace.requests import Utf8Request
from tests.access.cells import all_routes
from tests.access.forms_found import Form, Found, bad_keys, sign_everybody_in
from tests.access.hostile import (
    ENDINGS,
    HEADERS,
    MARKER,
    RAW,
    SHAPES,
    URLENCODED,
    VALUES,
    Fields,
    Sent,
    as_form,
)
from tests.access.worlds import AWAY, NO_AGREEMENT, NOBODY, RANDOM_ID, World, undone

SLOW = 2.0
FRAME = '<main class="wrap"'
RAW_MARKER = MARKER[:7]


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile request, and in words what is hostile about it."""

    what: str
    key: str
    method: str
    address: str
    sent: Sent = field(default_factory=lambda: Sent(b""))

    def __str__(self) -> str:
        return f"{self.what}: {self.method} {self.address[:120]} as {self.key}"


def sound(form: Form, rng: random.Random) -> Fields:
    """The form filled in as its page means it."""
    filled: Fields = {}
    for name, offered in form.fields.items():
        chosen = [value for value in offered if value]
        filled[name] = [rng.choice(chosen)] if chosen else [typed(name)]
    return filled


def typed(name: str) -> str:
    ending = name.rpartition("_")[2]
    days = {"0": "6", "1": "11", "2": "2026"}
    if ending in days and name[:-2] not in {"person", "term"}:
        return days[ending]
    if name.endswith("_at"):
        return "10:30"
    if "email" in name:
        return "somebody@alpha.pace.example"
    return "" if name.startswith("person_") else "Invented words for a form, long enough"


def in_turn(items: list[Any], rng: random.Random) -> Iterator[Any]:
    """Each once before any a second time, in an order of its own each time."""
    while True:
        shuffled = list(items)
        rng.shuffle(shuffled)
        yield from shuffled


def posts(found: Found, world: World, rng: random.Random, count: int) -> Iterator[Case]:
    """Every form; in it a field, all fields or the whole way of sending made hostile."""
    forms = in_turn([each for each in found.forms if each.method == "POST"], rng)
    values = in_turn([*VALUES.items(), *RAW.items()], rng)
    keys, shapes = in_turn(bad_keys(world), rng), in_turn(list(SHAPES.items()), rng)
    for number in range(count):
        form: Form = next(forms)
        filled = sound(form, rng)
        names = list(filled) or ["name"]
        if number % 5 == 0:
            how, shape = next(shapes)
            yield Case(how, form.key, "POST", form.address, shape(filled))
            continue
        what, value = ("bad key", next(keys)) if number % 5 == 1 else next(values)
        hostile = names if number % 5 == 2 else [rng.choice(names)]
        filled |= {name: [value] for name in hostile}
        told = f"{what} in {'all fields' if number % 5 == 2 else hostile[0]}"
        yield Case(told, form.key, "POST", form.address, as_form(filled))


def questions(found: Found, world: World, rng: random.Random, count: int) -> Iterator[Case]:
    """Every page with hostile words behind the question mark."""
    asked = in_turn(list(found.questions()), rng)
    short = {name: value[:5000] for name, value in VALUES.items()}
    known = [(what, quote_plus(value)) for what, value in short.items()]
    known += [("a raw byte", value) for value in RAW.values()]
    known += [("bad key", quote_plus(value)) for value in bad_keys(world)]
    values = in_turn(known, rng)
    for number in range(count):
        address, key, name = next(asked)
        what, value = next(values)
        query = f"{quote_plus(name)}={value}"
        if number % 12 == 0:
            query, what = "&".join([query] * 50), f"50 times {what}"
        elif number % 12 == 1:
            query, what = f"{name}[a][b][]={value}&{name}__child__authority={value}", "deep"
        elif number % 12 == 2:
            query, what = "&".join(f"p{n}=1" for n in range(1500)), "1,500 parameters"
        elif number % 12 == 3:
            query, what = f"%00={value}&={value}&&;{name}", "no names"
        yield Case(f"{what} for {name}", key, "GET", f"{address.partition('?')[0]}?{query}")


def marked(found: Found) -> Iterator[Case]:
    """The marker in every field of every form, and behind every name that a page may be asked."""
    for form in found.forms:
        sent = as_form({name: [MARKER] for name in form.fields})
        if form.method == "POST":
            yield Case("marker", form.key, "POST", form.address, sent)
    names: dict[tuple[str, str], list[str]] = {}
    for address, key, name in found.questions():
        names.setdefault((address, key), []).append(name)
    for (address, key), asked in names.items():
        query = as_form({name: [MARKER] for name in asked}).body.decode()
        yield Case("marker", key, "GET", f"{address}?{query}")


def headed(found: Found, rng: random.Random, count: int) -> Iterator[Case]:
    """Pages and forms with headers that no browser sends."""
    pages, headers = in_turn(found.pages, rng), in_turn(list(HEADERS.items()), rng)
    forms = in_turn([each for each in found.forms if each.method == "POST"], rng)
    for number in range(count):
        what, given = next(headers)
        if number % 3 == 2:
            form: Form = next(forms)
            sent = Sent(as_form(sound(form, rng)).body, URLENCODED, given)
            yield Case(what, form.key, "POST", form.address, sent)
        else:
            _, key, address = next(pages)
            yield Case(what, key, "GET", f"{address}?q=%5Cud800", Sent(b"", "", given))


def misled(rng: random.Random, keys: list[str]) -> Iterator[Case]:
    """Paths that no route has, or with what no database takes in place of a name."""
    for pattern in sorted({route.pattern for route in all_routes()}):
        for ending in rng.sample(ENDINGS, 3):
            key = rng.choice(keys)
            path = "".join(
                part if not part.startswith("<") else ending if "str:" in part else RANDOM_ID
                for part in _parts(pattern)
            )
            yield Case("path", key, "GET", f"/{path}")
            yield Case("path", key, "GET", f"/{path}{ending}")


def _parts(pattern: str) -> list[str]:
    return pattern.replace("<", "\0<").replace(">", ">\0").split("\0")


@contextmanager
def as_served() -> Iterator[None]:
    """Requests are read as pace.wsgi reads them, and refusals are not logged by the thousand."""
    logging.disable(logging.CRITICAL)
    with patch("django.test.client.WSGIRequest", Utf8Request):
        yield
    logging.disable(logging.NOTSET)


@dataclass
class Judge:
    """Sends cases and keeps what was wrong; each is taken back after it was looked at."""

    world: World
    passed: int = 0
    written: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        sign_everybody_in(self.world)
        self.elsewhere = self._rows_elsewhere()

    def ask(self, case: Case) -> None:
        found = self._complaints(case)
        for _ in range(2):
            # Other work on the machine may have been the slow one.
            found = self._complaints(case) if any("took" in each for each in found) else found
        self.wrong += [f"{case}: {complaint}" for complaint in found]
        self.passed += not found

    def _complaints(self, case: Case) -> list[str]:
        with undone():
            began = time.perf_counter()
            answer = send(self.world, case)
            took = time.perf_counter() - began
            self.slowest = max(self.slowest, took)
            found = list(complaints(answer, took))
            if was_nobody(case, answer):
                found.append("was asked as nobody")
            if case.method == "POST" and answer.status_code < 400:
                self.written += answer.status_code == 302
                if self._rows_elsewhere() != self.elsewhere:
                    found.append("wrote rows of another council")
        return found

    def _rows_elsewhere(self) -> list[Any]:
        return [rows_in(code) for code in (AWAY, NO_AGREEMENT)]


def send(world: World, case: Case) -> Any:
    browser: Client = world.browser(case.key)
    headers = dict(case.sent.headers)
    kind = headers.pop("Content-Type", case.sent.kind)
    extra: dict[str, Any] = {}
    if "Host" in headers:
        extra["SERVER_NAME"] = headers.pop("Host")
    if "Content-Length" in headers:
        extra["CONTENT_LENGTH"] = headers.pop("Content-Length")
    if "Cookie" in headers:
        own = f"sessionid={browser.cookies['sessionid'].value}" if browser.cookies else ""
        extra["HTTP_COOKIE"] = "; ".join(filter(None, [own, headers.pop("Cookie")]))
    if kind and not case.sent.body:
        extra["CONTENT_TYPE"] = kind
    return browser.generic(
        case.method, case.address, case.sent.body, content_type=kind, headers=headers, **extra
    )


def complaints(answer: Any, took: float) -> Iterator[str]:
    """What is wrong with an answer, whatever was asked."""
    if answer.status_code >= 500:
        error = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
        yield f"{answer.status_code} {type(error).__name__} {str(error)[:200]}"
    if took > SLOW:
        yield f"took {took:.1f} s"
    body = answer.content
    if "html" in answer.headers.get("Content-Type", ""):
        if RAW_MARKER.encode() in body:
            yield "shows the marker as it was typed"
        if answer.status_code not in {301, 302, 405} and FRAME.encode() not in body:
            yield f"{answer.status_code} outside the product's frame"
    if any("\n" in value for value in answer.headers.values()):
        yield "broke a header"


def was_nobody(case: Case, answer: Any) -> bool:
    """Whether the session did not count: then nothing behind it was tried."""
    to_sign_in = answer.headers.get("Location", "").startswith("/sign-in/?next=")
    return to_sign_in and case.key != NOBODY and "Cookie" not in case.sent.headers


def rows_in(code: str) -> list[tuple[Any, ...]]:
    """How many rows each table has for a council, and which was written last."""
    authority = Authority.objects.get(code=code)
    with entered(system_actor(authority)), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({each})" for each in _counts(authority.pk)))
        return list(cursor.fetchall())


def _counts(authority: int) -> Iterator[str]:
    for table in council_tables():
        yield (
            f"SELECT '{table}', count(*), max(xmin::text::bigint) FROM {table} "
            f"WHERE authority_id = {authority}"
        )


TABLES: list[str] = []


def council_tables() -> list[str]:
    """Every table whose rows are one council's."""
    if not TABLES:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
                "AND column_name = 'authority_id' ORDER BY table_name"
            )
            TABLES.extend(name for (name,) in cursor.fetchall())
    return TABLES
