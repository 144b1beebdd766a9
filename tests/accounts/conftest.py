import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import Authority, Membership
from accounts.roles import Role
from tests.accounts.chained import Database, copied, dropped
from tests.conftest import member
from tests.throw_away_database import TEMPLATE


@pytest.fixture(scope="session")
def untouched(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Three authorities of twelve entries each; anchored after eight. Here: the anchors."""
    anchors = tmp_path_factory.mktemp("anchors") / "audit-anchors.jsonl"
    database = copied("audit_untouched", TEMPLATE, anchors)
    database.fill(8)
    database.anchor()
    database.fill(4)
    yield anchors
    dropped("audit_untouched")


@pytest.fixture
def looked_at(untouched: Path) -> Database:
    """The same, for those who only look and are refused: a copy for each is dear."""
    return Database("audit_untouched", untouched)


@pytest.fixture
def chained(untouched: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy to tamper with."""
    anchors = Path(shutil.copy(untouched, tmp_path))
    yield copied("audit_chained", "audit_untouched", anchors)
    dropped("audit_chained")


@pytest.fixture
def sandy(south_ayrshire: Authority) -> Membership:
    """The system administrator."""
    return member("Sandy Admin", south_ayrshire, Role.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def una(south_ayrshire: Authority) -> Membership:
    """Information governance."""
    return member("Una Governance", south_ayrshire, Role.INFORMATION_GOVERNANCE)
