"""People who decide about records they may not know, on the day the test really runs.

The database itself reads its clock for names and releases, so nothing here stands still.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from accounts.actors import Actor, acting_as
from accounts.door import entered
from accounts.models import Authority, Membership, Team
from accounts.roles import Role
from cases.models import Child
from tests.conftest import member, signed_in
from tests.factories import ChildFactory

At = Callable[[Membership], Client]


@pytest.fixture
def at_desk(db: None) -> At:
    """A browser in which this person is signed in now, whatever day it is."""

    return signed_in


@pytest.fixture
def isobel(south_ayrshire: Authority) -> Membership:
    return member("Isobel Governance", south_ayrshire, Role.INFORMATION_GOVERNANCE)


@pytest.fixture
def dougal(south_ayrshire: Authority) -> Membership:
    """A second manager."""
    return member("Dougal Manager", south_ayrshire, Role.MANAGER)


@pytest.fixture
def far_team(south_ayrshire: Authority) -> Team:
    return Team.objects.create(authority=south_ayrshire, name="Girvan")


@pytest.fixture
def effie(south_ayrshire: Authority, far_team: Team) -> Membership:
    """A social worker of another team of the same council."""
    return member("Effie Worker", south_ayrshire, Role.SOCIAL_WORKER, far_team)


@pytest.fixture
def theo(south_ayrshire: Authority, ayr: Team, morag: Membership) -> Child:
    """Morag's child, held by the Ayr team since long ago."""
    return ChildFactory.create(
        authority=south_ayrshire, child_ref="SA-0466", given_name="Theo", family_name="Dunnach"
    )


@contextmanager
def acting(membership: Membership) -> Iterator[Actor]:
    """Inside the door as this person: the database hides what it hides from them."""
    actor = acting_as(membership)
    with entered(actor):
        yield actor
