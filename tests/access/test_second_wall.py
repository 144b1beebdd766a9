"""G3: the second wall, asked in SQL as the role that the web and the workers connect as."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from psycopg2 import errors, sql

from tests.access.worlds import AWAY, HOME, World

AUDIT = {"accounts_auditentry", "accounts_auditlink", "accounts_audithead"}
# Read by those who give and take leave, also where they may not know of the child.
OF_LEAVE = {
    "cases_family",
    "cases_grant",
    "cases_restriction",
    "cases_namedperson",
    "cases_bar",
    "cases_proposal",
    "cases_approval",
}
VAULT = "cases_sealedidentity"
# A projection of the facts: what no fact asks for any longer goes.
PROJECTIONS = {"milestones_clock", "milestones_question"}
RELATED = """
WITH RECURSIVE related AS (
    SELECT attrelid AS oid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE attname = 'child_id' AND NOT attisdropped AND relkind = 'r'
    UNION SELECT oid FROM pg_class
        WHERE relname = ANY (%s) AND relkind = 'r' AND relnamespace = 'public'::regnamespace
    UNION SELECT conrelid FROM pg_constraint JOIN related ON confrelid = related.oid
        WHERE contype = 'f'
)
SELECT relname, relrowsecurity AND relforcerowsecurity
FROM related JOIN pg_class USING (oid) ORDER BY relname
"""
FIRST = ["cases_child", "cases_childevent", "cases_family", *AUDIT]


class Wall:
    """A connection of its own as the app role; a context is set as the door sets it."""

    def __init__(self) -> None:
        self.connection = psycopg2.connect(os.environ["DATABASE_URL"])

    def ask(self, query: Any, values: Any = None) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall()) if cursor.description else [(cursor.rowcount,)]

    def enter(self, code: str, email: str = "", role: str = "", *, whole: bool = False) -> None:
        """A transaction of its own, as this person of this council."""
        self.connection.rollback()
        [(authority,)] = self.ask("SELECT id FROM accounts_authority WHERE code = %s", [code])
        person = self.ask("SELECT id FROM accounts_person WHERE email = %s", [email])
        for name, value in (
            ("authority", authority),
            ("person", person[0][0] if person else ""),
            ("role", role),
            ("whole", "yes" if whole else ""),
        ):
            self.ask("SELECT set_config(%s, %s, true)", [f"pace.{name}", str(value)])

    def count(self, table: str, where: str = "true", values: Any = None) -> int:
        query = sql.SQL("SELECT count(*) FROM {} WHERE " + where).format(sql.Identifier(table))
        found: int = self.ask(query, values)[0][0]
        return found


@pytest.fixture
def wall(world: World) -> Iterator[Wall]:
    opened = Wall()
    yield opened
    opened.connection.close()


def related_tables(wall: Wall) -> dict[str, bool]:
    """Every table with a child in it, or that hangs on one, and whether it is behind the wall."""
    return dict(wall.ask(RELATED, [FIRST]))


def columns_of(wall: Wall, table: str) -> set[str]:
    found = wall.ask(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    return {name for (name,) in found}


def test_every_table_about_children_is_behind_the_wall(wall: Wall) -> None:
    behind = related_tables(wall)
    assert len(behind) > 25
    assert [table for table, is_behind in behind.items() if not is_behind] == []


def test_without_a_context_no_table_shows_a_row(wall: Wall) -> None:
    assert {table: wall.count(table) for table in related_tables(wall)} == dict.fromkeys(
        related_tables(wall), 0
    )


def test_in_one_authoritys_context_no_table_shows_anothers(wall: Wall) -> None:
    wall.enter(AWAY, whole=True)
    tables = related_tables(wall)
    shown = {t for t in tables if wall.count(t)}
    assert shown > {"cases_child", "cases_grant", "milestones_milestone", VAULT}
    foreign = {t for t in tables if wall.count(t, "authority_id <> pace_authority()")}
    assert foreign == set()


@pytest.mark.parametrize("key", ["sw", "sm", "ig"])
def test_restricted_barred_and_sealed_children_have_no_row_for_who_may_not_know(
    wall: Wall, world: World, key: str
) -> None:
    stories = ["restricted", "barred", "sealed"]
    wall.enter(HOME, whole=True)
    hidden = [
        wall.ask("SELECT id FROM cases_child WHERE public_id = %s", [world.child(s)["public_id"]])
        for s in stories
    ]
    ids = [pk for [(pk,)] in hidden]
    person = world.person(key)
    wall.enter(HOME, person["username"], person["roles"][0])
    tables = [t for t in related_tables(wall) if t.removesuffix("event") not in OF_LEAVE]
    for table in tables:
        column = "id" if table.startswith("cases_child") and "loc" not in table else "child_id"
        if column in columns_of(wall, table):
            assert wall.count(table, f"{column} = ANY (%s)", [ids]) == 0, table
    assert wall.count("cases_child") > 5


def test_the_named_person_sees_the_restricted_child(wall: Wall, world: World) -> None:
    wall.enter(HOME, world.person("named")["username"], "manager")
    restricted = world.child("restricted")["public_id"]
    assert wall.count("cases_child", "public_id = %s", [restricted]) == 1


def test_the_vault_opens_for_nobody_without_a_release(wall: Wall, world: World) -> None:
    for key in ("sm", "ig", "pa", "lg"):
        person = world.person(key)
        wall.enter(HOME, person["username"], person["roles"][0])
        assert wall.count(VAULT) == 0
    wall.enter(HOME, whole=True)
    assert wall.count(VAULT) == 1


NOTE = """
INSERT INTO cases_note (public_id, authority_id, child_id, recorded_at, void_reason, "group",
    about_on, text)
SELECT gen_random_uuid(), authority.id, %s, now(), '', 'panel', now(), 'Text'
FROM accounts_authority AS authority WHERE code = %s
"""


def child_pk(wall: Wall, world: World, code: str) -> int:
    wall.enter(code, whole=True)
    own = world.child("own", code)["public_id"]
    found: int = wall.ask("SELECT id FROM cases_child WHERE public_id = %s", [own])[0][0]
    return found


def test_a_row_is_not_written_for_another_authority(wall: Wall, world: World) -> None:
    theirs = child_pk(wall, world, AWAY)
    wall.enter(HOME, whole=True)
    with pytest.raises(errors.InsufficientPrivilege):
        wall.ask(NOTE, [theirs, AWAY])


def test_a_row_of_ours_cannot_hang_on_another_authoritys_child(wall: Wall, world: World) -> None:
    """Foreign keys are checked past row security: the key itself carries the authority."""
    theirs = child_pk(wall, world, AWAY)
    wall.enter(HOME, whole=True)
    wall.ask(NOTE, [theirs, HOME])
    with pytest.raises(errors.ForeignKeyViolation):
        wall.connection.commit()


def test_a_row_is_not_given_to_another_authority(wall: Wall, world: World) -> None:
    wall.enter(HOME, whole=True)
    with pytest.raises(errors.InsufficientPrivilege):
        wall.ask(
            "UPDATE cases_note SET authority_id = "
            "(SELECT id FROM accounts_authority WHERE code = %s)",
            [AWAY],
        )


def test_nothing_about_a_child_is_deleted(wall: Wall) -> None:
    for table in related_tables(wall).keys() - PROJECTIONS:
        wall.enter(HOME, whole=True)
        try:
            [(deleted,)] = wall.ask(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        except errors.InsufficientPrivilege:
            deleted = 0
        assert deleted == 0, table


def test_every_key_to_a_child_carries_the_authority(wall: Wall) -> None:
    keys = wall.ask(
        "SELECT conrelid::regclass::text, "
        "ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = conrelid "
        "AND attnum = ANY (conkey)) "
        "FROM pg_constraint WHERE contype = 'f' AND confrelid = 'cases_child'::regclass"
    )
    assert [table for table, columns in keys if "authority_id" not in columns] == []
    # Histories keep what a row said and hang on nothing.
    with_child = {
        table
        for table in related_tables(wall)
        if "child_id" in columns_of(wall, table) and not table.endswith("event")
    }
    assert {table for table, _ in keys} == with_child


def test_the_app_role_owns_nothing_and_stands_above_nothing(wall: Wall) -> None:
    assert wall.ask(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
        "WHERE rolname = current_user"
    ) == [(False, False, False, False)]
    owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
    assert wall.ask(owned) == [(0,)]
    assert wall.ask(
        "SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole"
    ) == [(0,)]
