"""Migrations are named by hand, complete, and lead back as well as forth."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.lanes import IS_WHOLE
from tests.throw_away_database import CLUSTER

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "cases", "milestones", "aims", "reports", "exchange", "pace")
COPY = "pace_there_and_back"
FILES = [file for app in APPS for file in sorted((ROOT / app / "migrations").glob("[0-9]*.py"))]


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration() -> None:
    done = manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_a_migration_is_named_by_hand_and_imports_no_code_of_ours(file: Path) -> None:
    assert "auto_" not in file.name
    for module in imported(file):
        assert module.partition(".")[0] not in APPS, f"{file} imports {module}"


@pytest.mark.django_db
def test_every_step_knows_its_way_back() -> None:
    steps = MigrationLoader(None).disk_migrations
    for (app, name), migration in steps.items():
        if app in APPS:
            for operation in migration.operations:
                assert operation.reversible, f"{app} {name}: {operation.describe()}"


@pytest.mark.skipif(not IS_WHOLE, reason="long: make gauntlet G=20")
@pytest.mark.django_db
def test_every_migration_leads_back_to_nothing() -> None:
    """In a copy of the database that this run migrated, by command, as an operator would."""
    CLUSTER.copy(COPY)
    owner = os.environ["DATABASE_OWNER_URL"].rpartition("/")[0] + f"/{COPY}"
    done = manage("migrate", "accounts", "zero", "--verbosity", "0", DATABASE_OWNER_URL=owner)
    assert done.returncode == 0, done.stderr
    assert apps_with_tables() == set()


def apps_with_tables() -> set[str]:
    inside = CLUSTER.server.connect(database=COPY)
    with inside.cursor() as cursor:
        cursor.execute("SELECT split_part(tablename, '_', 1) FROM pg_tables")
        found = {prefix for (prefix,) in cursor.fetchall()}
    inside.close()
    return found & set(APPS)


def imported(file: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


def manage(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env=os.environ | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
