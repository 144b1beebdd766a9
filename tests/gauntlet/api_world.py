"""A small authority with something behind every address of the API."""

from datetime import timedelta

import pytest

from accounts.models import Authority, Membership
from accounts.roles import Role
from accounts.today import today
from cases.models import Child, Placement
from milestones.clocks import refresh_clocks
from tests.aims.invented import load, published
from tests.conftest import NOON, member
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    OrderFactory,
    PlacementFactory,
    RouteFactory,
    give,
    switch_on,
)

ROLES = (Role.SOCIAL_WORKER, Role.MANAGER, Role.ANALYST)
Cast = dict[str, Membership]


def invite(authority: Authority) -> Cast:
    """One person for each role asked as, three children of the social worker, two aims."""
    cast = {role: member(f"Somebody {role}", authority, role) for role in ROLES}
    switch_on(authority, "meeting_72_hours", "recommendation_30_weeks")
    children = [_child(authority, cast[Role.SOCIAL_WORKER]) for _ in range(3)]
    refresh_clocks(authority=authority, child_ids=[child.pk for child in children], at=NOON)
    load(*published("south-ayrshire-1"), *published("south-ayrshire-2"), code=authority.code)
    return cast


def _child(authority: Authority, worker: Membership) -> Child:
    child = ChildFactory.create(authority=authority, is_ayrs=False, is_morags=False)
    give(child, to=worker)
    EpisodeFactory.create(child=child)
    PlacementFactory.create(child=child, address="12 Harbour Road", carers="Invented carers")
    OrderFactory.create(child=child)
    RouteFactory.create(child=child, reason="Chosen with the family")
    MilestoneFactory.create(child=child, held_on="2025-12-10", note="Said at the review")
    MilestoneFactory.create(child=child, planned_on=today() + timedelta(days=30))
    assert Placement.objects.filter(child=child).exists()
    return child


@pytest.fixture
def cast(south_ayrshire: Authority) -> Cast:
    return invite(south_ayrshire)
