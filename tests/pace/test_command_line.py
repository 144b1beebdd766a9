import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def manage(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env={name: value for name, value in {**os.environ, **environment}.items() if value},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DATABASE_URL": "pace"}, "DATABASE_URL: A database address looks like"),
        ({"DEBUG": "maybe"}, "DEBUG must be 1 or 0"),
        (
            {"DATABASE_URL": "postgresql://web:w@127.0.0.1:1/pace", "DATABASE_OWNER_URL": ""},
            "The database does not answer",
        ),
    ],
)
def test_what_a_person_can_mend_is_said_in_one_line(
    environment: dict[str, str], sentence: str
) -> None:
    done = manage("rebuild_clocks", **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_a_database_that_was_not_migrated_is_said_so(cluster: object) -> None:
    place = os.environ["DATABASE_OWNER_URL"].rpartition("/")[0]
    done = manage("rebuild_clocks", DATABASE_URL=f"{place}/postgres", DATABASE_OWNER_URL="")
    assert done.returncode == 1
    assert "Run: manage.py migrate" in done.stderr


def test_the_checks_of_the_project_pass() -> None:
    done = manage("check", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
