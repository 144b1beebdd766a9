"""A 10,000-line import, what each of its children must have when it is in, and who may look."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg2

from accounts.actors import Actor, acting_as
from accounts.jobs.asking import ask_job
from accounts.models import Authority, Job, Membership
from accounts.roles import Role
from accounts.today import moment
from benchmarks.import_cases import HEADERS, invented_rows
from tests.conftest import member
from tests.throw_away_database import CLUSTER, WORK

ON = date(2026, 11, 20)
LINES = 10_000
LINES_A_CHILD = 17
# All that one child's lines come to, by reference: facts, clocks and the audit's entry.
CHILDREN = """
SELECT child_ref,
    (SELECT count(*) FROM cases_episode f WHERE f.child_id = child.id),
    (SELECT count(*) FROM cases_placement f WHERE f.child_id = child.id),
    (SELECT count(*) FROM cases_legalorder f WHERE f.child_id = child.id),
    (SELECT count(*) FROM cases_route f WHERE f.child_id = child.id),
    (SELECT count(*) FROM milestones_milestone f WHERE f.child_id = child.id),
    (SELECT count(*) FROM milestones_clock f WHERE f.child_id = child.id),
    (SELECT count(*) FROM accounts_auditentry e
        WHERE e.subject_id = child.public_id AND e.act = 'import.run')
FROM cases_child child WHERE child_ref LIKE 'B-%'
"""
REGISTERED = "SELECT child_ref, count(*) FROM cases_child WHERE child_ref LIKE 'W-%' GROUP BY 1"
JOB = "SELECT state, done, total, sentence, attempts FROM accounts_job WHERE public_id = %s"

Whole = dict[str, tuple[int, ...]]


class Eyes:
    """Past the wall and beside the app: what stands in the database, whatever was killed."""

    def __init__(self) -> None:
        self.connection: Any = None

    def see(self, statement: str, *values: Any) -> list[tuple[Any, ...]] | None:
        """None while the database is away."""
        try:
            if self.connection is None:
                self.connection = CLUSTER.server.connect(database=WORK)
            with self.connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return list(cursor.fetchall())
        except psycopg2.Error:
            self.close()
            return None

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def children(self) -> Whole | None:
        seen = self.see(CHILDREN)
        return None if seen is None else {ref: tuple(counts) for ref, *counts in seen}

    def backends(self) -> list[int]:
        """Those that work for the app at this moment; any of its, when none does."""
        seen = self.see(
            "SELECT pid FROM pg_stat_activity WHERE usename = 'pace_app' AND datname = %s "
            "ORDER BY state = 'active' DESC, query_start DESC",
            WORK,
        )
        return [pid for (pid,) in seen or []]


def people() -> tuple[Membership, Membership]:
    """The manager who brings files in, and the social worker who registers meanwhile."""
    authority = Authority.objects.get(name="South Ayrshire")
    manager = member("Catriona Manager", authority, Role.MANAGER)
    return manager, member("Morag Social-Worker", authority, Role.SOCIAL_WORKER)


def asked(manager: Membership, lines: int = LINES) -> Job:
    rows = invented_rows(lines // LINES_A_CHILD, on=ON)
    files = [(name, written(rows[name], header.split())) for name, header in HEADERS.items()]
    by: Actor = acting_as(manager, at=moment())
    return ask_job(
        by=by, kind="import_run", arguments={"files": [name for name, _ in files]}, files=files
    )


def written(rows: Sequence[dict[str, str]], header: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
