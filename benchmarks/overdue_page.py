"""The team leader's dashboard in a small nation and in a large one, and beside a bare page.

The same team of some fifty children in a nation of 2,000 and of 200,000: the large one is made
of copies of the other children's rows. A page is asked for in turns with a plain view and
template over the same list, without gate, audit or numbers. Bounds: the large nation at most
1.2 times the small one, and twelve queries.

    .venv/bin/python -m benchmarks.overdue_page
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

import django

from pace.embedded.starting import database_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
AFTERWARDS = ExitStack()
if os.environ.get("DATABASE_URL"):
    sys.exit("This takes guards away: unset DATABASE_URL, so that it has a database to itself.")
# Never the database that a demo keeps.
os.environ["PACE_DATA"] = AFTERWARDS.enter_context(tempfile.TemporaryDirectory())
AFTERWARDS.enter_context(database_for(["generate_cases"]))
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import Context, Template  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.actors import system_actor  # noqa: E402
from accounts.door import entered  # noqa: E402
from accounts.models import Authority, Membership, Person, Team  # noqa: E402
from accounts.roles import Role  # noqa: E402
from benchmarks.nation import copy_children, hold_fifty  # noqa: E402
from milestones.models import Clock  # noqa: E402

PAGE = "/dashboard/"
MOST_TIMES, MOST_QUERIES = 1.2, 12
BASE, AUTHORITIES = 400, 8
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
BARE = Template(
    "<!DOCTYPE html><title>Overdue</title><table>{% for clock in clocks %}<tr>"
    "<td>{{ clock.due_on }}</td><td>{{ clock.child.child_ref }}</td>"
    "<td>{{ clock.timescale.name }}</td></tr>{% endfor %}</table>"
)


def leader_of(team: Team) -> Client:
    person = Person.objects.create_person(
        email="leader@bench.pace.example", full_name="Bench Leader", password="not used"
    )
    Membership.objects.create(
        person=person,
        authority=team.authority,
        role=Role.TEAM_LEADER,
        team=team,
        begins_on=date(2020, 1, 1),
    )
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    return client


def bare_page(request: HttpRequest, team: Team, on: date) -> HttpResponse:
    """The same rows, as anybody's first view would have them."""
    clocks = (
        Clock.objects.running(on=on)
        .due_before(on)
        .filter(
            authority=team.authority,
            child__involvements__team=team,
            child__involvements__ended_on__isnull=True,
            child__involvements__voided_at__isnull=True,
        )
    )
    rows = clocks.select_related("child", "timescale").order_by("due_on", "child_id")[:25]
    return HttpResponse(BARE.render(Context({"clocks": rows})))


def seconds(page: Callable[[], HttpResponse], times: int) -> list[float]:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        assert page().status_code == 200
        spent.append(time.perf_counter() - started)
    return spent


def in_turns(
    pages: dict[str, Callable[[], HttpResponse]], *, rounds: int, times: int
) -> dict[str, float]:
    """Median milliseconds of each."""
    spent: dict[str, list[float]] = {name: [] for name in pages}
    for page in pages.values():
        seconds(page, 5)
    for _ in range(rounds):
        for name, page in pages.items():
            spent[name] += seconds(page, times)
    return {name: statistics.median(found) * 1000 for name, found in spent.items()}


def queries_of(client: Client) -> tuple[int, int]:
    """Questions asked, and the statements that begin and end transactions."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    control = sum(each["sql"].startswith(CONTROL) for each in asked.captured_queries)
    return len(asked) - control, control


def measure(client: Client, team: Team, on: date, options: argparse.Namespace) -> dict[str, float]:
    request = RequestFactory().get("/bare/")

    def bare() -> HttpResponse:
        with entered(system_actor(team.authority)):
            return bare_page(request, team, on)

    pages = {"dashboard": lambda: client.get(PAGE), "bare": bare}
    return in_turns(pages, rounds=options.rounds, times=options.times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    with AFTERWARDS:
        on = date.today()
        call_command("generate_cases", children=BASE, seed=1, on=on, authorities=AUTHORITIES)
        few = copy_children(1, options.small // BASE - 1)
        team = hold_fifty(Authority.objects.order_by("code")[0], on=on)
        client = leader_of(team)
        small = measure(client, team, on, options)
        made = copy_children(options.small // BASE, options.large // BASE - 1)
        large = measure(client, team, on, options)
        asked, control = queries_of(client)
    times = large["dashboard"] / small["dashboard"]
    print(
        f"The team leader's dashboard: {small['dashboard']:.1f} ms in a nation of "
        f"{few:,} children, {large['dashboard']:.1f} ms in one of {made:,}: "
        f"{times:.2f} times (at most {MOST_TIMES})"
    )
    print(f"{asked} queries (at most {MOST_QUERIES}), beside {control} that begin and end")
    print(
        f"A bare page of the same rows: {large['bare']:.1f} ms; the dashboard "
        f"{large['dashboard'] / large['bare']:.1f} times that"
    )
    return int(times > MOST_TIMES or asked > MOST_QUERIES)


if __name__ == "__main__":
    sys.exit(main())
