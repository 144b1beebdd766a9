"""Schemathesis against the API, in process: generated requests, good and hostile, all its checks.

Asked for by roles that differ in what they may know of; whatever the API answers must be
described, must conform and must not be a failure of the server (security.md, G8).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as repeatably
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode

from accounts.models import Membership
from tests.exchange.asking import AIMS, CHILDREN, issue_token

SCHEMA = "/api/schema/"
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@dataclass
class Tally:
    """How many cases passed, and what each of the others broke."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests of the running process leave its database connection open, as a test client’s do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def ask_as(membership: Membership, *, cases: int, seed: int) -> Tally:
    """About so many cases as this person's system, shared out over the API's operations."""
    headers = {"Authorization": f"Bearer {issue_token(membership)}"}
    # The test client connects the signals again, so it asks first.
    known, tally = known_to(headers), Tally()
    with one_connection():
        operations = [found.ok() for found in described(headers, seed).get_all_operations()]
        each = max(1, -(-cases // (len(operations) * len(MODES))))
        for operation in operations:
            for mode in MODES:
                ask = Asker(operation, mode, headers, known, tally, seed)
                ask.run(each)
    return tally


def described(headers: dict[str, str], seed: int) -> Any:
    schema = schemathesis.openapi.from_wsgi(
        SCHEMA, WSGIHandler(), headers=headers, config=SchemathesisConfig(seed=seed)
    )
    # The token is given; a made-up session beside it proves nothing.
    schema.config.generation.update(with_security_parameters=False)
    return schema


def known_to(headers: dict[str, str]) -> dict[str, str]:
    """A child and an aim that this system may read, so that not every address leads nowhere."""
    client = Client(headers=headers)
    found = {"public_id": first_row(client, CHILDREN, "id"), "ref": first_row(client, AIMS, "ref")}
    return {name: value for name, value in found.items() if value}


def first_row(client: Client, address: str, name: str) -> str:
    answer = client.get(address)
    listed = answer.json()["results"] if answer.status_code == 200 else []
    return str(listed[0][name]) if listed else ""


@dataclass(frozen=True)
class Asker:
    """One operation, asked with good or with hostile parameters."""

    operation: Any
    mode: GenerationMode
    headers: dict[str, str]
    known: dict[str, str]
    tally: Tally
    seed: int

    def run(self, cases: int) -> None:
        hostile = self.mode is GenerationMode.NEGATIVE

        @repeatably(self.seed)
        @settings(
            max_examples=cases,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=self.operation.as_strategy(generation_mode=self.mode),
            is_known=st.just(False) if hostile else st.booleans(),
        )
        def ask(case: Any, is_known: bool) -> None:
            if is_known:
                self.lead_somewhere(case)
            self.ask(case)

        run: Callable[[], None] = ask
        run()

    def lead_somewhere(self, case: Any) -> None:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = self.known.get(name, case.path_parameters[name])

    def ask(self, case: Any) -> None:
        try:
            case.call_and_validate(headers=self.headers)
        except FailureGroup as broken:
            label = self.operation.label
            self.tally.failed += [f"{label}: {each}" for each in broken.exceptions]
        except Exception as raised:
            self.tally.failed.append(f"{self.operation.label}: the server failed: {raised!r}")
        else:
            self.tally.passed += 1
