"""How long a night takes over 20,000 children: flags raised and notices given, then both again.

A thousand invented children with their facts and clocks, copied as the owner until there are
enough, held by teams and workers; two authorities. A night may take half a minute at most, the
same night again writes nothing; anything else ends with 1. The nightly comparison of all clocks
with their facts is measured beside it.

    .venv/bin/python -m benchmarks.nightly --children 20000
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import date

import django

from pace.embedded.starting import database_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
AFTERWARDS = ExitStack()
if not os.environ.get("DATABASE_URL"):
    # Never the database that a demo keeps.
    os.environ["PACE_DATA"] = AFTERWARDS.enter_context(tempfile.TemporaryDirectory())
AFTERWARDS.enter_context(database_for(["generate_cases"]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from accounts.actors import system_actor  # noqa: E402
from accounts.door import entered  # noqa: E402
from accounts.models import Authority, Membership, Person, Team  # noqa: E402
from accounts.roles import Role  # noqa: E402
from accounts.today import moment  # noqa: E402
from cases.models import Child, Involvement  # noqa: E402
from milestones.clocks import check_clocks  # noqa: E402
from milestones.models import Flag, Notice  # noqa: E402
from milestones.services.flags import FlagsRaised, raise_flags  # noqa: E402
from milestones.services.raising import raise_notices  # noqa: E402

ORIGINALS = 1000
AUTHORITIES = 2
CHILDREN_A_WORKER = 15
WORKERS_A_TEAM = 7
MOST_SECONDS = 30.0
FAR = 10_000_000
TABLES = (
    "cases_child",
    "cases_childlocality",
    "cases_episode",
    "cases_placement",
    "cases_legalorder",
    "cases_route",
    "milestones_milestone",
    "milestones_extension",
    "milestones_clock",
    "milestones_question",
)
SHIFTED = {"id", "child_id", "episode_id", "stopped_by_id", "replaces_id", "fact_id"}


def copy_children(times: int) -> None:
    """Each row again under another child, without a history of the copies."""
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            columns = _columns(cursor, table)
            taken = ", ".join(_shifted(column) for column in columns)
            for number in range(1, times):
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM {table} "
                    "WHERE id < %(far)s",
                    {"far": FAR, "by": number * FAR, "number": f"-{number}"},
                )
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")


def _columns(cursor: object, table: str) -> list[str]:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s "
        "AND table_schema = 'public' AND is_generated = 'NEVER'",
        [table],
    )
    return [f'"{name}"' for (name,) in cursor.fetchall()]  # type: ignore[attr-defined]


def _shifted(column: str) -> str:
    name = column.strip('"')
    if name in SHIFTED:
        return f"{column} + %(by)s"
    if name == "public_id":
        return "gen_random_uuid()"
    return f"{column} || %(number)s" if name == "child_ref" else column


def allocate(authority: Authority) -> None:
    """A manager, and teams of seven with a leader, so that notices go to somebody."""
    with entered(system_actor(authority)):
        ids = list(Child.objects.filter(authority=authority).order_by("pk").values_list(flat=True))
        _member(authority, "manager", Role.MANAGER, None)
        size = CHILDREN_A_WORKER * WORKERS_A_TEAM
        for first in range(0, len(ids), size):
            involved = _held(authority, first, ids[first : first + size])
            Involvement.objects.bulk_create(involved)


def _held(authority: Authority, number: int, ids: list[int]) -> list[Involvement]:
    """One team with its leader, and each of its workers with their children."""
    team = Team.objects.create(authority=authority, name=f"Team {number}")
    _member(authority, f"leader{number}", Role.TEAM_LEADER, team)
    involved = []
    for start in range(0, len(ids), CHILDREN_A_WORKER):
        worker = _member(authority, f"worker{number}-{start}", Role.SOCIAL_WORKER, team)
        for child in ids[start : start + CHILDREN_A_WORKER]:
            involved += _round(authority, child, worker, team)
    return involved


def _member(authority: Authority, name: str, role: str, team: Team | None) -> Person:
    person = Person.objects.create(
        email=f"{name}@{authority.code.lower()}.pace.example", full_name=name, password="!"
    )
    Membership.objects.create(
        person=person, authority=authority, role=role, team=team, begins_on=date(2020, 1, 1)
    )
    return person


def _round(authority: Authority, child: int, worker: Person, team: Team) -> list[Involvement]:
    since = {"authority": authority, "child_id": child, "began_on": date(2020, 1, 1)}
    return [
        Involvement(**since, person=worker, capacity="social_worker"),
        Involvement(**since, team=team, capacity="team"),
    ]


def night(name: str, authorities: list[Authority], on: date) -> tuple[float, int]:
    """Seconds, and rows written."""
    done, notices, began = FlagsRaised(), 0, time.perf_counter()
    for authority in authorities:
        done.add(raise_flags(authority=authority, on=on, at=moment()))
    flagged = time.perf_counter()
    for authority in authorities:
        notices += raise_notices(authority=authority, on=on, at=moment())
    ended = time.perf_counter()
    print(
        f"{name}: {ended - began:.1f} s (flags {flagged - began:.1f}, notices "
        f"{ended - flagged:.1f}); {done.raised:,} flags raised, {done.cleared:,} cleared, "
        f"{len(done.skipped)} left out, {notices:,} notices"
    )
    return ended - began, done.raised + done.cleared + notices


def compare_clocks(authorities: list[Authority]) -> None:
    began, checked, drift = time.perf_counter(), 0, 0
    for authority in authorities:
        for clocks, found in check_clocks(authority=authority):
            checked, drift = checked + clocks, drift + len(found)
    spent = time.perf_counter() - began
    print(f"All clocks compared with their facts: {spent:.1f} s, {checked:,} clocks, {drift} drift")


def prepare(children: int, on: date) -> list[Authority]:
    originals = min(ORIGINALS, children)
    call_command("generate_cases", children=originals, seed=1, on=on, authorities=AUTHORITIES)
    copy_children(-(-children // originals))
    authorities = list(Authority.objects.order_by("code")[:AUTHORITIES])
    for authority in authorities:
        allocate(authority)
    return authorities


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--compare", action="store_true", help="all clocks with their facts too")
    options = parser.parse_args()
    with AFTERWARDS:
        on = date(2026, 11, 20)
        authorities = prepare(options.children, on)
        first, _ = night("The first night", authorities, on)
        again, written = night("The same night again", authorities, on)
        nights = [night("The next night", authorities, date(2026, 11, 21))[0], first, again]
        if options.compare:
            compare_clocks(authorities)
        print(f"{Flag.__name__}s and {Notice.__name__}s: at most {max(nights):.1f} s")
        return int(max(nights) > MOST_SECONDS or written > 0)


if __name__ == "__main__":
    sys.exit(main())
