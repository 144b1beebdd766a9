"""One world for all tests of a file, committed; each test's own changes are taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from accounts.today import today
from tests.access.worlds import World, written
from tests.conftest import set_context
from tests.throw_away_database import WORK, Cluster


@pytest.fixture(scope="module")
def committed(django_db_setup: Any, django_db_blocker: Any, cluster: Cluster) -> Iterator[World]:
    with django_db_blocker.unblock():
        connections["default"].close()
        yield written(today())
        connections.close_all()
        cluster.copy(WORK)


@pytest.fixture
def world(committed: World, db: None, inside_south_ayrshire: None) -> World:
    """The world, with nobody inside: every request opens its own door."""
    set_context("", "")
    return World(committed.told)
