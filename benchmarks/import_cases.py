"""How long 10,000 children (about 170,000 lines) take to import, and the same folder again.

Writes real CSV files, imports them with clocks, audit and row history, and says what each
part took, all in one run. The database is its own and thrown away, unless DATABASE_URL names one.

    .venv/bin/python -m benchmarks.import_cases --children 10000
"""

import argparse
import csv
import os
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import django

from pace.embedded.starting import database_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
AFTERWARDS = ExitStack()
if not os.environ.get("DATABASE_URL"):
    # Never the database that a demo keeps.
    os.environ["PACE_DATA"] = AFTERWARDS.enter_context(tempfile.TemporaryDirectory())
AFTERWARDS.enter_context(database_for(["import_cases"]))
django.setup()

from accounts.actors import system_actor  # noqa: E402
from accounts.models import Authority  # noqa: E402
from exchange.case_files import services, writing  # noqa: E402
from exchange.case_files.reading import FolderSource  # noqa: E402

Rows = dict[str, list[dict[str, str]]]

HEADERS = {
    "children.csv": "child_ref date_of_birth given_name family_name sex locality family_ref worker",
    "episodes.csv": "child_ref started_on ended_on destination return",
    "placements.csv": "child_ref setting started_on started_at ended_on basis return",
    "orders.csv": "child_ref kind made_on expires_on ended_on",
    "routes.csv": "child_ref route from reason",
    "milestones.csv": "child_ref kind held_on planned_on held_at outcome route note",
}
REVIEWS = ("meeting_72_hour", "review_6_week", "review_3_month", *["review_6_month"] * 4)


def invented_rows(children: int, *, on: date, seed: int = 1) -> Rows:
    """Seventeen lines a child: a spell in care with its moves, orders, reviews and decisions."""
    dice = random.Random(seed)
    rows: Rows = defaultdict(list)
    for number in range(children):
        _tell_child(rows, f"B-{number:06}", dice, on)
    return rows


def _tell_child(rows: Rows, ref: str, dice: random.Random, on: date) -> None:
    began = on - timedelta(days=dice.randrange(900, 2500))
    moved = began + timedelta(days=dice.randrange(20, 200))
    born = began - timedelta(days=dice.randrange(30, 4000))
    rows["children.csv"].append(
        {
            "child_ref": ref,
            "date_of_birth": f"{born}",
            "given_name": dice.choice(("Isla", "Ruaridh", "Mirren", "Finlay")),
            "family_name": dice.choice(("Galbraith", "Moffat", "Rennie", "Tulloch")),
            "locality": f"Locality {dice.randrange(8)}",
            "family_ref": f"F-{dice.randrange(100_000)}",
            "worker": f"worker{dice.randrange(300)}@council.example",
        }
    )
    rows["episodes.csv"].append({"child_ref": ref, "started_on": f"{began}"})
    for setting, first, last in (("foster", began, f"{moved}"), ("kinship", moved, "")):
        rows["placements.csv"].append(
            {"child_ref": ref, "setting": setting, "started_on": f"{first}", "ended_on": last}
        )
    for year in range(2):
        made = began + timedelta(days=365 * year)
        rows["orders.csv"].append(
            {
                "child_ref": ref,
                "kind": "cso",
                "made_on": f"{made}",
                "expires_on": f"{made + timedelta(days=365)}",
            }
        )
    rows["routes.csv"].append({"child_ref": ref, "route": "kinship", "from": f"{moved}"})
    days = (2, 42, 130, 310, 490, 670, 850)
    for kind, day in zip(REVIEWS, days, strict=True):
        outcome = "permanence_recommended" if day == 310 else ""
        held = began + timedelta(days=day + dice.randrange(-1, 9))
        _tell_milestone(rows, ref, kind, held, outcome, "Held as planned; see the minute.")
    panel = began + timedelta(days=400)
    _tell_milestone(rows, ref, "panel", panel, "recommended", "")
    _tell_milestone(rows, ref, "adm_decision", panel + timedelta(days=12), "approved", "")
    _tell_milestone(rows, ref, "order_lodged", panel + timedelta(days=140), "", "")


def _tell_milestone(rows: Rows, ref: str, kind: str, held: date, outcome: str, note: str) -> None:
    rows["milestones.csv"].append(
        {"child_ref": ref, "kind": kind, "held_on": f"{held}", "outcome": outcome, "note": note}
    )


def write_files(rows: Rows, folder: Path) -> int:
    for file, header in HEADERS.items():
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, header.split(), restval="")
            writer.writeheader()
            writer.writerows(rows[file])
    return sum(map(len, rows.values()))


@contextmanager
def timed(spent: Counter[str], *places: tuple[Any, str, str]) -> Iterator[None]:
    """Add up the seconds spent in named functions, each looked up in the module that calls it."""
    patches = []
    for module, name, label in places:
        patches.append(
            mock.patch.object(module, name, _timing(getattr(module, name), label, spent))
        )
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def _timing(function: Callable[..., Any], label: str, spent: Counter[str]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[label] += time.perf_counter() - started

    return call


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=10_000)
    parser.add_argument("--authority", default="S12000023")
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 21))
    options = parser.parse_args()
    with AFTERWARDS, tempfile.TemporaryDirectory() as folder:
        lines = write_files(invented_rows(options.children, on=options.on), Path(folder))
        print(f"{options.children:,} children, {lines:,} lines")
        for run in ("first import", "the same again"):
            import_once(run, Path(folder), options.authority, on=options.on)


def import_once(run: str, folder: Path, code: str, *, on: date) -> None:
    spent: Counter[str] = Counter()
    places = (
        (services, "read_lines", "check lines"),
        (services, "load_records", "load what is stored"),
        (services, "plan_child", "plan"),
        (services, "write_plans", "write, clocks included"),
        (writing, "refresh_clocks", "  of which clocks"),
    )
    actor = system_actor(Authority.objects.with_code(code).get())
    started = time.perf_counter()
    with timed(spent, *places):
        result = services.import_cases(source=FolderSource(folder), by=actor, on=on)
    took = time.perf_counter() - started
    print(
        f"{run}: {took:.1f} s, {result.lines / took:,.0f} lines a second; "
        f"{result.created:,} created, {result.unchanged:,} unchanged, "
        f"{len(result.rejected):,} rejected"
    )
    for _, _, label in places:
        print(f"  {label}: {spent[label]:.1f} s")


if __name__ == "__main__":
    main()
