"""A large nation made of a small one: every child's rows copied, by the owner, in SQL.

Those that lists of work are made of. Triggers and foreign keys are taken away first, so this is
for a database that is thrown away.
"""

import sys
from datetime import date
from typing import Any

from django.db import connections

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Locality, Team
from cases.models import Child, Involvement

FAR = 10_000_000  # each copy's numbers lie this far from those of the one before
TABLES = (
    "cases_child",
    "cases_episode",
    "cases_involvement",
    "milestones_milestone",
    "milestones_clock",
    "milestones_question",
)
# What a copy's row names by number and is copied with it.
OWN = {"id", "child_id", "episode_id", "stopped_by_id", "replaces_id"}


def hold_fifty(authority: Authority, *, on: date) -> Team:
    """A team of its own that holds fifty children looked after now."""
    with entered(system_actor(authority)):
        locality = Locality.objects.filter(authority=authority).first()
        team = Team.objects.create(authority=authority, name="Bench", locality=locality)
        held = Involvement.objects.teams().filter(authority=authority)
        children = Child.objects.filter(episodes__ended_on__isnull=True).order_by("pk")
        for child in children.distinct()[:50]:
            held.filter(child=child).delete()
            Involvement.objects.create(
                authority=authority, child=child, team=team, capacity="team", began_on=on
            )
    return team


def copy_children(first: int, last: int) -> int:
    """Every child of the beginning once more for each number: same council, same worker, no team.

    How many children there are then.
    """
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            _unguard(cursor, table)
            cursor.execute(_copying(cursor, table), [first, last])
            print(f"{table}: {cursor.rowcount:,} rows", file=sys.stderr)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM cases_child")
        (found,) = cursor.fetchone()
    return int(found)


def _unguard(cursor: Any, table: str) -> None:
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
        [table],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def _copying(cursor: Any, table: str) -> str:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
        "AND table_schema = 'public' ORDER BY ordinal_position",
        [table],
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = [_value(name) for name in columns]
    teams = " AND capacity <> 'team'" if table == "cases_involvement" else ""
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {table}, generate_series(%s, %s) AS copy (n) "
        f"WHERE id < {FAR}{teams}"
    )


def _value(column: str) -> str:
    if column in OWN:
        return f"{column} + copy.n::bigint * {FAR}"
    if column == "public_id":
        return "gen_random_uuid()"
    return f"{column} || '-' || copy.n" if column == "child_ref" else column
