"""What row-level security and the audit cost the overdue page, with and without, in one run.

The same page of the same rows, asked for in turns: with both as they run, and with the wall
taken down by the owner and nothing audited. Security allows them a fifth at most.

    .venv/bin/python -m benchmarks.second_wall --children 6000
"""

import argparse
import os
import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from unittest import mock

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
from django.test import Client  # noqa: E402

from accounts.models import Authority, Membership, Person  # noqa: E402
from accounts.roles import Role  # noqa: E402

PAGE = "/my-work/"


def manager_of(code: str, *, on: date) -> Client:
    """A browser in which a service manager is signed in, who sees the whole authority."""
    person = Person.objects.create_person(
        email="manager@bench.pace.example", full_name="Bench Manager", password="not used"
    )
    Membership.objects.create(
        person=person,
        authority=Authority.objects.get(code=code),
        role=Role.MANAGER,
        begins_on=date(2020, 1, 1),
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    return client


def walled_tables() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        return [name for (name,) in cursor.fetchall()]


def set_wall(tables: list[str], *, up: bool) -> None:
    words = "ENABLE" if up else "DISABLE"
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {words} ROW LEVEL SECURITY")


def seconds_a_page(client: Client, times: int, *, audited: bool) -> list[float]:
    client.get(PAGE)
    spent = []
    with ExitStack() as unaudited:
        if not audited:
            unaudited.enter_context(mock.patch("accounts.middleware.write_view_entry"))
        for _ in range(times):
            started = time.perf_counter()
            answer = client.get(PAGE)
            spent.append(time.perf_counter() - started)
            assert answer.status_code == 200, answer.status_code
    return spent


def compare(client: Client, *, rounds: int, times: int) -> tuple[float, float]:
    """Median milliseconds a page: (with wall and audit, without)."""
    tables = walled_tables()
    spent: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(rounds):
        for up in (True, False):
            set_wall(tables, up=up)
            spent[up] += seconds_a_page(client, times, audited=up)
    set_wall(tables, up=True)
    return statistics.median(spent[True]) * 1000, statistics.median(spent[False]) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=6000)
    parser.add_argument("--authorities", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    with AFTERWARDS:
        on = date.today()
        call_command(
            "generate_cases",
            children=options.children,
            seed=1,
            on=on,
            authorities=options.authorities,
        )
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
        first = Authority.objects.order_by("code")[0]
        client = manager_of(first.code, on=on)
        walled, open_ = compare(client, rounds=options.rounds, times=options.times)
        print(
            f"The overdue page, {options.children // options.authorities:,} children in the "
            f"authority: {walled:.1f} ms with row-level security and audit, {open_:.1f} ms "
            f"without; {walled / open_:.2f} times"
        )


if __name__ == "__main__":
    main()
