"""The world of the access tests, as its file tells it, and browsers signed in to it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from accounts.models import Person
from accounts.roles import LETTERS
from exchange.world.services import load_world
from tests.lanes import IS_WHOLE

SEED = 3
NOBODY = "anonymous"
HOME, AWAY, NO_AGREEMENT = "S99000001", "S99000002", "S99000003"
ACTORS = (NOBODY, *(letters.lower() for letters in LETTERS))
ROLE_OF = {letters.lower(): role for letters, role in LETTERS.items()}
RANDOM_ID = "7d9f1c1e-0000-4000-8000-3c5d8a1b2e4f"


def lane(*few: str) -> list[str]:
    """These actors in the suite; everybody when the gauntlet runs."""
    return list(ACTORS) if IS_WHOLE else list(few)


@dataclass(frozen=True)
class World:
    """Told as the outside checks read it; the database is asked for nothing."""

    told: dict[str, Any]
    cookies: dict[str, str] = field(default_factory=dict)

    def council(self, code: str = HOME) -> dict[str, Any]:
        found: dict[str, Any] = next(c for c in self.told["authorities"] if c["code"] == code)
        return found

    def person(self, key: str, code: str = HOME) -> dict[str, Any]:
        """A listed person by the letters of their role, or one of the others by their name."""
        council = self.council(code)
        address = f"{key.replace('_', '-')}@{council['name'].lower()}.pace.example"
        everybody = council["people"] + council["others"]
        found: dict[str, Any] = next(p for p in everybody if p["username"] == address)
        return found

    def child(self, story: str, code: str = HOME) -> dict[str, Any]:
        children = self.council(code)["children"]
        found: dict[str, Any] = next(c for c in children if c["story"] == story)
        return found

    def children(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for council in self.told["authorities"]:
            for child in council["children"]:
                yield council, child

    def token(self, key: str, code: str = HOME) -> str:
        address = self.person(key, code)["username"]
        tokens = self.council(code)["tokens"]
        found: str = next(each["token"] for each in tokens if each["username"] == address)
        return found

    def browser(self, key: str, code: str = HOME) -> Client:
        """A new browser of this person; the session is shared, so that signing in costs once."""
        client = Client(raise_request_exception=False)
        if key == NOBODY:
            return client
        name = f"{code}:{key}"
        if name not in self.cookies:
            client.force_login(Person.objects.get(email=self.person(key, code)["username"]))
            self.cookies[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.cookies[name]})
        return client


def written(on: date) -> World:
    return World(load_world(seed=SEED, on=on))


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request did is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def random_id() -> str:
    return str(uuid.uuid4())
