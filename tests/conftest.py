"""Fixtures for every test: the run's own database, and the named cast."""

import os
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from hypothesis import settings

from accounts.actors import Actor, acting_as
from accounts.middleware import MEMBERSHIP_KEY
from accounts.models import Authority, Membership
from accounts.roles import Role
from cases.models import Child
from milestones.clocks import refresh_clocks
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MembershipFactory,
    PlacementFactory,
    switch_on,
)
from tests.throw_away_database import (
    django_db_modify_db_settings,
    django_db_setup,
)

# No example is timed: machines differ. In CI the same examples run every time.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")

__all__ = ["django_db_modify_db_settings", "django_db_setup"]

TODAY = date(2026, 11, 20)


# Every module whose views read the wall clock.
READ_THE_CLOCK = (
    "accounts.forms",
    "accounts.middleware",
    "accounts.views",
    "cases.views",
    "milestones.context_processors",
    "milestones.views.child",
    "milestones.views.corrections",
    "milestones.views.living",
    "milestones.views.recording",
    "milestones.views.worklist",
    "reports.views",
)


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> date:
    """It is Friday 20 November 2026 in the browser, on whatever day the test runs."""
    for module in READ_THE_CLOCK:
        monkeypatch.setattr(f"{module}.today", lambda: TODAY)
    return TODAY


@pytest.fixture
def south_ayrshire(db: None) -> Authority:
    return Authority.objects.get(name="South Ayrshire")


@pytest.fixture
def highland(db: None) -> Authority:
    return Authority.objects.get(name="Highland")


def member(name: str, authority: Authority, role: str) -> Membership:
    return MembershipFactory.create(person__full_name=name, authority=authority, role=role)


@pytest.fixture
def morag(south_ayrshire: Authority) -> Membership:
    return member("Morag Social-Worker", south_ayrshire, Role.SOCIAL_WORKER)


@pytest.fixture
def iain(south_ayrshire: Authority) -> Membership:
    return member("Iain Team-Leader", south_ayrshire, Role.TEAM_LEADER)


@pytest.fixture
def eilidh(south_ayrshire: Authority) -> Membership:
    return member("Eilidh Panel", south_ayrshire, Role.PANEL_ADMINISTRATOR)


@pytest.fixture
def alasdair(south_ayrshire: Authority) -> Membership:
    return member("Alasdair Decision-Maker", south_ayrshire, Role.DECISION_MAKER)


@pytest.fixture
def niamh(south_ayrshire: Authority) -> Membership:
    return member("Niamh Legal", south_ayrshire, Role.LEGAL)


@pytest.fixture
def catriona(south_ayrshire: Authority) -> Membership:
    return member("Catriona Manager", south_ayrshire, Role.MANAGER)


@pytest.fixture
def ross(highland: Authority) -> Membership:
    """A social worker of another authority."""
    return member("Ross Elsewhere", highland, Role.SOCIAL_WORKER)


@pytest.fixture
def as_morag(morag: Membership) -> Actor:
    return acting_as(morag)


@pytest.fixture
def sign_in(friday: date) -> Callable[[Membership], Client]:
    """A browser in which this person is signed in, under this membership."""

    def signed_in(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.person)
        session = client.session
        session[MEMBERSHIP_KEY] = membership.pk
        session.save()
        return client

    return signed_in


@pytest.fixture
def callum(south_ayrshire: Authority) -> Child:
    """Accommodated with foster carers on 4 November 2025, nothing held yet."""
    switch_on(
        south_ayrshire, "meeting_72_hours", "recommendation_30_weeks", "order_lodged_16_weeks"
    )
    child = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0412")
    EpisodeFactory.create(child=child)
    PlacementFactory.create(child=child)
    refresh_clocks(authority=south_ayrshire, child_ids=[child.pk])
    return child
