"""A PostgreSQL for this test run only, started before settings are read.

Tests connect as the app role, which owns nothing and cannot truncate. Each run starts on a copy
of a migrated cluster (tests/migrated_cluster.py) and works in copies of its template database.
"""

import atexit
import os
import shutil
import socket
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from pace.embedded.postmaster import stop
from pace.embedded.server import Server
from pace.embedded.serving import is_alone, serving
from pace.roles import APP, OWNER, make_database
from tests.migrated_cluster import (
    PREFIX,
    TEMPLATE,
    WORK,
    copy_to,
    create_copy,
    folder,
    new_home,
)

# Browser tests keep an event loop running; Django's guard would refuse every query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class Cluster:
    """The run's own server: knows how to make databases and how to point Django at them."""

    def __init__(self) -> None:
        sweep(folder())
        self.home = new_home()
        self.is_migrated = copy_to(self.home)
        self.stack = ExitStack()
        self.server = self.stack.enter_context(serving(Server(self.home, throw_away=True)))
        atexit.register(self.close)
        if not self.is_migrated:
            make_database(self.server.connect, name=TEMPLATE, password=self.server.password)

    def copy(self, name: str, source: str = TEMPLATE) -> None:
        with closing(self.server.connect()) as admin, admin.cursor() as cursor:
            create_copy(cursor, name, source)

    def close(self) -> None:
        self.stack.close()
        shutil.rmtree(self.home, ignore_errors=True)


def sweep(runs: Path) -> None:
    """Stop and remove what killed test runs left behind; a living run holds its lock."""
    for home in runs.glob(f"{PREFIX}*"):
        with suppress(OSError), open(home / "users.lock", "r+") as users:
            if is_alone(users):
                stop(Server(home))
                shutil.rmtree(home, ignore_errors=True)


def make_ready() -> None:
    """The work database; migrated here, and told why not, where the kept cluster was none."""
    if CLUSTER.is_migrated:
        return
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", database="owner", verbosity=0)
    connections.close_all()
    CLUSTER.copy(WORK)


CLUSTER = Cluster()
os.environ["DATABASE_URL"] = CLUSTER.server.url(APP, WORK)
os.environ["DATABASE_OWNER_URL"] = CLUSTER.server.url(OWNER, TEMPLATE)
os.environ["PACE_EMBEDDED"] = "1"
os.environ["PACE_DATA"] = str(CLUSTER.home / "data")


def pytest_configure() -> None:
    # A flush needs TRUNCATE, which the app role has not; a fresh copy takes its place.
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    return CLUSTER


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> None:
    """Every test works in a copy, as the app."""
    with django_db_blocker.unblock():
        make_ready()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The settings already name the run's own database."""


@pytest.fixture(autouse=True)
def fresh_copy_after_commits(request: pytest.FixtureRequest) -> Any:
    """A test that committed leaves a fresh copy behind: the app role cannot flush."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if (
        commits
        or "live_server" in request.fixturenames
        or "transactional_db" in request.fixturenames
    ):
        from django.db import connections

        connections.close_all()
        CLUSTER.copy(WORK)


@pytest.fixture(autouse=True)
def nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test speaks to another machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "localhost", "::1"}:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)
