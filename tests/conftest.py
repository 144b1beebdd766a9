"""Fixtures for every test: the run's own database, and the named cast."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from types import ModuleType

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from accounts.actors import Actor, acting_as
from accounts.middleware import MEMBERSHIP_KEY
from accounts.models import Authority, Membership, Team
from accounts.roles import Role
from accounts.sessions import SessionStore
from accounts.today import moment, today
from cases.models import Child
from milestones.clocks import refresh_clocks
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MembershipFactory,
    PlacementFactory,
    switch_on,
)
from tests.lanes import IS_WHOLE
from tests.throw_away_database import (
    django_db_modify_db_settings,
    django_db_setup,
)

# No example is timed: machines differ. In CI the same examples run every time.
hypothesis_settings.register_profile(
    "suite",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=100 if IS_WHOLE else 50,
)
hypothesis_settings.load_profile("suite")

__all__ = ["django_db_modify_db_settings", "django_db_setup"]

OURS = {"accounts", "cases", "milestones", "aims", "reports", "exchange"}
TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: the collector need not walk it again and again.

    It comes round less often too; what a test leaves open is found when it does, or at the end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def inside_south_ayrshire(request: pytest.FixtureRequest) -> None:
    """Database tests make and read rows as the system of South Ayrshire.

    What the product does goes through its own door; `outside` leaves this one.
    """
    uses_database = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if uses_database or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db" if _commits(request) else "db")
        inside("S12000028")


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    wants = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(wants or (marker is not None and marker.kwargs.get("transaction")))


def set_context(authority: str, whole: str) -> None:
    """For the rest of the connection; a request or a command sets its own and puts this back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pace.authority', %s, false), set_config('pace.whole', %s, false)",
            [authority, whole],
        )


def inside(code: str) -> None:
    """For the rest of the test: as the system of the council with this GSS code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pace.authority', id::text, false), "
            "set_config('pace.whole', 'yes', false) FROM accounts_authority WHERE code = %s",
            [code],
        )
        assert cursor.fetchone(), code


@contextmanager
def outside() -> Iterator[None]:
    """No context: as a command or a request finds the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pace.authority', true)")
        (authority,) = cursor.fetchone()
    set_context("", "")
    yield
    set_context(authority or "", "yes")


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    """It is noon on Friday 20 November 2026 in the product, on whatever day the test runs."""

    def on_friday(now: datetime | None = None) -> date:
        return today(now or NOON)

    def at_noon() -> datetime:
        return NOON

    _put("today", today, on_friday)
    _put("moment", moment, at_noon)
    yield TODAY
    # First what the test itself put elsewhere, which remembers a stand-in as what was there.
    monkeypatch.undo()
    # Modules that were loaded meanwhile, such as commands, hold the stand-ins too.
    _put("today", on_friday, today)
    _put("moment", at_noon, moment)


def _put(name: str, old: Callable[..., object], new: Callable[..., object]) -> None:
    """Wherever our code holds this reader of the clock under its name."""
    for module in _ours(len(sys.modules)):
        if vars(module).get(name) is old:
            setattr(module, name, new)


@lru_cache(maxsize=1)
def _ours(loaded: int) -> list[ModuleType]:
    """Our modules, gathered anew whenever more of any have been loaded."""
    return [each for key, each in sys.modules.items() if key.split(".")[0] in OURS]


@pytest.fixture
def south_ayrshire(db: None) -> Authority:
    return Authority.objects.get(name="South Ayrshire")


@pytest.fixture
def highland(db: None) -> Authority:
    return Authority.objects.get(name="Highland")


def member(name: str, authority: Authority, role: str, team: Team | None = None) -> Membership:
    return MembershipFactory.create(
        person__full_name=name, authority=authority, role=role, team=team
    )


@pytest.fixture
def ayr(south_ayrshire: Authority) -> Team:
    """The team of Morag and Iain, which holds Callum."""
    return Team.objects.create(authority=south_ayrshire, name="Ayr")


@pytest.fixture
def morag(south_ayrshire: Authority, ayr: Team) -> Membership:
    return member("Morag Social-Worker", south_ayrshire, Role.SOCIAL_WORKER, ayr)


@pytest.fixture
def iain(south_ayrshire: Authority, ayr: Team) -> Membership:
    return member("Iain Team-Leader", south_ayrshire, Role.TEAM_LEADER, ayr)


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
    return acting_as(morag, at=NOON)


@pytest.fixture
def as_iain(iain: Membership) -> Actor:
    return acting_as(iain, at=NOON)


def signed_in(membership: Membership) -> Client:
    """A browser that brings the session which signing in leaves behind."""
    session = SessionStore()
    session[SESSION_KEY] = str(membership.person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = membership.person.get_session_auth_hash()
    session[MEMBERSHIP_KEY] = membership.pk
    session.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.fixture
def sign_in(friday: date) -> Callable[[Membership], Client]:
    """A browser in which this person is signed in, under this membership."""

    return signed_in


@pytest.fixture
def callum(south_ayrshire: Authority, ayr: Team, morag: Membership) -> Child:
    """Accommodated with foster carers on 4 November 2025, nothing held yet.

    Morag is the social worker, the Ayr team holds the child.
    """
    switch_on(
        south_ayrshire, "meeting_72_hours", "recommendation_30_weeks", "order_lodged_16_weeks"
    )
    child = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0412")
    EpisodeFactory.create(child=child)
    PlacementFactory.create(child=child)
    refresh_clocks(authority=south_ayrshire, child_ids=[child.pk], at=NOON)
    return child
