"""What a page or a worker asks of the database ends in time."""

from typing import Any

import pytest
from django.db import connections

from pace.connections import WEB_SECONDS, bound_statements

LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


@pytest.fixture
def options(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Of connections opened from now on; those of the test stay as they are."""
    given: dict[str, Any] = {"options": "-c application_name=pace"}
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", given)
    monkeypatch.setattr("pace.connections.connections.close_all", lambda: None)
    return given


def test_a_page_waits_five_seconds_for_a_statement_and_two_for_a_lock(
    options: dict[str, Any],
) -> None:
    bound_statements(seconds=WEB_SECONDS)
    opened = connections.create_connection("default")
    with opened.cursor() as cursor:
        told = []
        for name in (*LIMITS, "application_name"):
            cursor.execute(f"SHOW {name}")
            told.append(cursor.fetchone()[0])
    opened.close()
    assert told == ["5s", "2s", "30s", "pace"]
