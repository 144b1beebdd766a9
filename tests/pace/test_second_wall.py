"""Nothing is served past the second wall: the check before the first page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from cases.models import Child
from pace.second_wall import WallIsOpen, refuse_an_open_wall
from tests.throw_away_database import CLUSTER

ROOT = Path(__file__).resolve().parent.parent.parent
COPY = "pace_open_wall"


def served_with(url: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", "import pace.wsgi"],
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_app_role_is_served(db: None) -> None:
    refuse_an_open_wall()


def test_the_owner_is_refused_with_a_sentence(db: None) -> None:
    done = served_with(os.environ["DATABASE_OWNER_URL"])
    assert done.returncode != 0
    assert "is the owner: it would see every authority’s children" in done.stderr


def test_a_gap_in_the_wall_is_refused_by_the_tables_name(db: None) -> None:
    CLUSTER.copy(COPY)
    inside = CLUSTER.server.connect(database=COPY)
    with inside.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_placement NO FORCE ROW LEVEL SECURITY")
    inside.close()
    done = served_with(os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{COPY}")
    assert "Row-level security is not forced on cases_placement" in done.stderr


def test_a_role_that_bypasses_row_security_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pace.second_wall.ROLE", "SELECT 'pace_app'::text, false, true, false")
    with pytest.raises(WallIsOpen, match="above row security"):
        refuse_an_open_wall()
    assert connection.is_usable()


def test_no_version_of_the_history_is_changed_whatever_the_trigger_is_told(callum: Child) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', '{cases.childevent:append_only}', true)"
        )
        for table in ("cases_childevent", "cases_placementevent", "milestones_milestoneevent"):
            cursor.execute(f"UPDATE {table} SET pgh_created_at = pgh_created_at - interval '1 day'")
            assert cursor.rowcount == 0
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0
        cursor.execute("SELECT count(*) FROM cases_childevent")
        assert cursor.fetchone() != (0,)
