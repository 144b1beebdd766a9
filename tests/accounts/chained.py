"""A database with audit chains in it, to tamper with: a copy of its own for each test."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extras import Json

from accounts.audit.anchors import read_anchors, write_anchors
from accounts.audit.reading import chains_of
from accounts.audit.verifying import Verification, verify_audit
from pace.roles import APP, OWNER
from tests.throw_away_database import CLUSTER

HERE, THERE, ELSEWHERE = "S12000028", "S12000017", "S12000049"
AT = datetime(2026, 11, 20, 9, 30, 0, 123_456, tzinfo=UTC)

APPEND = """
    INSERT INTO accounts_auditentry (entry_id, at, authority_id, acting_as, act, subject_kind,
        subject_id, reason, request_id, detail)
    VALUES (%(entry_id)s, %(at)s, %(authority)s, 'team_leader', 'child.view', 'child',
        %(subject)s, %(reason)s, NULL, %(detail)s)
"""


@dataclass(frozen=True, slots=True)
class Database:
    """One database of the run's server, as any of its roles sees it."""

    name: str
    anchors: Path

    def connected(self, role: str, zone: str = "UTC") -> Any:
        return psycopg2.connect(self.url(role), options=f"-c TimeZone={zone}")

    def url(self, role: str) -> str:
        return CLUSTER.server.url(role, self.name)

    @contextmanager
    def as_app(self, zone: str = "UTC") -> Iterator[Any]:
        with closing(self.connected(APP, zone)) as app:
            yield app

    def tamper(self, *statements: str) -> None:
        """As a superuser, past every trigger and foreign key."""
        places = self.places()
        with closing(CLUSTER.server.connect(database=self.name)) as mighty, mighty.cursor() as sql:
            sql.execute("SET session_replication_role = replica")
            for statement in statements:
                sql.execute(statement.format(**places))

    def places(self) -> dict[str, Any]:
        codes = {"here": HERE, "there": THERE, "elsewhere": ELSEWHERE}
        with closing(self.connected(OWNER)) as owner, owner.cursor() as sql:
            sql.execute("SELECT code, id FROM accounts_authority")
            numbers = dict(sql.fetchall())
        return {name: numbers[code] for name, code in codes.items()}

    def fill(self, entries: int) -> None:
        with self.as_app() as app:
            for number in range(entries):
                for authority in self.places().values():
                    append(app, authority, number)

    def anchor(self) -> int:
        with chains_of(self.connected(OWNER)) as chains:
            return write_anchors(self.anchors, chains.heads(), at=AT)

    def verify(self, role: str = OWNER, zone: str = "UTC") -> Verification:
        book = read_anchors(self.anchors)
        with chains_of(self.connected(role, zone)) as chains:
            return verify_audit(chains, book)

    def kinds(self) -> set[str]:
        return {found.kind for found in self.verify().breaks}


@contextmanager
def closing(connection: Any) -> Iterator[Any]:
    """psycopg2's own `with` commits and leaves the connection open."""
    try:
        yield connection
        if not connection.closed:
            connection.commit()
    finally:
        connection.close()


def append(app: Any, authority: int, number: int = 0, *, commit: bool = True) -> None:
    """One entry, as a request writes it: in a transaction that names its authority."""
    with app.cursor() as sql:
        sql.execute("SELECT set_config('pace.authority', %s, true)", [str(authority)])
        sql.execute(
            APPEND,
            {
                "entry_id": str(uuid.uuid4()),
                "at": AT + timedelta(seconds=number),
                "authority": authority,
                "subject": str(uuid.uuid4()),
                "reason": f"Ag obair, “{number}”",
                "detail": Json({"shown": [number, None, "ü"]}),
            },
        )
    if commit:
        app.commit()


def copied(name: str, source: str, anchors: Path) -> Database:
    CLUSTER.copy(name, source)
    return Database(name, anchors)


def dropped(name: str) -> None:
    with closing(CLUSTER.server.connect()) as admin, admin.cursor() as sql:
        sql.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
