from collections.abc import Callable, Iterator
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from psycopg2 import sql

from pace.roles import APP, OWNER
from tests.throw_away_database import CLUSTER

Asking = Callable[..., Any]


def run(statement: str, *names: str) -> None:
    admin = CLUSTER.server.connect()
    with admin.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    admin.close()


@pytest.fixture
def empty_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty database whose owner is no superuser, and the name of an app role not yet made."""
    run("CREATE ROLE council_owner LOGIN CREATEROLE PASSWORD 'o'")
    run("CREATE DATABASE council OWNER council_owner")
    place = str(CLUSTER.server.socket_folder).replace("/", "%2F")
    monkeypatch.setenv("DATABASE_OWNER_URL", f"postgresql://council_owner:o@{place}/council")
    monkeypatch.setenv("DATABASE_URL", f"postgresql://council_app:a@{place}/council")
    yield
    run("DROP DATABASE council WITH (FORCE)")
    for role in ("council_app", "council_owner"):
        run("DROP ROLE IF EXISTS {}", role)


def connected_as(role: str, password: str) -> Any:
    return psycopg2.connect(
        host=str(CLUSTER.server.socket_folder), user=role, password=password, dbname="council"
    )


@pytest.mark.django_db
def test_the_suite_itself_runs_as_the_app_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APP,)


@pytest.mark.django_db
def test_the_app_role_stands_above_no_rule_and_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [OWNER])
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (n int)",
        "TRUNCATE cases_child CASCADE",
        "ALTER TABLE cases_child DISABLE TRIGGER ALL",
        "DROP TABLE cases_child CASCADE",
        "CREATE SCHEMA mine",
    ],
)
def test_the_app_role_changes_no_tables(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_preparing_makes_an_app_role_that_works_in_tables_made_later(empty_server: None) -> None:
    call_command("prepare_database", verbosity=0)
    with connected_as("council_owner", "o") as owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (id serial, words text)")
    owner.close()
    with connected_as("council_app", "a") as app, app.cursor() as cursor:
        cursor.execute("INSERT INTO notes (words) VALUES ('kept') RETURNING id")
        assert cursor.fetchone() == (1,)
    app.close()


def test_preparing_twice_is_as_good_as_once(empty_server: None) -> None:
    call_command("prepare_database", verbosity=0)
    call_command("prepare_database", verbosity=0)


def test_an_app_role_that_bypasses_row_security_is_refused(empty_server: None) -> None:
    run("CREATE ROLE council_app LOGIN BYPASSRLS PASSWORD 'a'")
    with pytest.raises(CommandError, match="bypasses row security"):
        call_command("prepare_database")


def test_an_app_role_that_could_become_the_owner_is_refused(empty_server: None) -> None:
    run("CREATE ROLE council_app LOGIN PASSWORD 'a' IN ROLE council_owner")
    with pytest.raises(CommandError, match="is a member of council_owner"):
        call_command("prepare_database")


def test_one_role_for_both_is_refused(empty_server: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://council_owner:o@localhost/council")
    with pytest.raises(CommandError, match="name the same role"):
        call_command("prepare_database")


def test_an_owner_who_does_not_own_the_database_is_told_what_to_run(empty_server: None) -> None:
    run("ALTER DATABASE council OWNER TO {}", OWNER)
    with pytest.raises(CommandError, match='OWNER TO "council_owner"'):
        call_command("prepare_database")


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_an_address_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://o:o@localhost/council")
    monkeypatch.delenv(name)
    with pytest.raises(CommandError, match=f"Set {name}"):
        call_command("prepare_database")


def test_migrating_without_the_owner_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(settings.DATABASES, "owner")
    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL"):
        call_command("migrate")
