"""One world for all access tests, in a database of its own; each test's changes are taken back."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections

from accounts.today import today
from pace.roles import APP
from tests.access.forms_found import Found, find_forms
from tests.access.fuzzing import as_served
from tests.access.worlds import World, undone, written
from tests.conftest import set_context
from tests.throw_away_database import CLUSTER

WORLD = "pace_world"
SEED = 9


@contextmanager
def in_the_world() -> Iterator[None]:
    """This process works in the world's database, and so does what it starts."""
    settings, address = connections["default"].settings_dict, os.environ["DATABASE_URL"]
    work = settings["NAME"]
    connections["default"].close()
    settings["NAME"], os.environ["DATABASE_URL"] = WORLD, CLUSTER.server.url(APP, WORLD)
    yield
    connections["default"].close()
    settings["NAME"], os.environ["DATABASE_URL"] = work, address


@pytest.fixture(scope="session")
def told(django_db_setup: Any, django_db_blocker: Any) -> World:
    with django_db_blocker.unblock():
        CLUSTER.copy(WORLD)
        with in_the_world():
            return written(today())


@pytest.fixture(scope="session")
def found(told: World, django_db_blocker: Any) -> Found:
    """Each form once, as one of those to whom it is open."""
    with django_db_blocker.unblock(), in_the_world(), undone(), as_served():
        set_context("", "")
        return find_forms(World(told.told), rng=random.Random(SEED))


@pytest.fixture(scope="module")
def committed(told: World, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), in_the_world():
        yield told


@pytest.fixture
def world(committed: World, db: None, inside_south_ayrshire: None) -> World:
    """The world, with nobody inside: every request opens its own door."""
    set_context("", "")
    return World(committed.told)
