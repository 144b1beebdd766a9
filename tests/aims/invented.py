"""Invented children for aims: told as lines of case files, so they come in as real ones do."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from accounts.actors import system_actor
from accounts.models import Authority
from aims.models import Aim
from aims.services import LoadResult, load_aims
from tests.exchange.importing import take_in

PUBLISHED = Path(__file__).parents[2] / "aims" / "data" / "published.json"
VECTORS = Path(__file__).parents[1] / "vectors" / "aims.json"
Lines = dict[str, list[dict[str, str]]]


def published(ref: str | None = None) -> list[dict[str, Any]]:
    documents = json.loads(PUBLISHED.read_text(encoding="utf-8"))["aims"]
    return [each for each in documents if ref in (None, each["ref"])]


def vectors(name: str) -> list[dict[str, Any]]:
    return json.loads(VECTORS.read_text(encoding="utf-8"))[name]


def load(*documents: object, code: str | None = None, on: date = date(2026, 11, 20)) -> LoadResult:
    """Load aims of one authority as the system there."""
    first = documents[0]
    code = code or (first["authority"] if isinstance(first, dict) else "S12000019")
    by = system_actor(Authority.objects.get(code=code))
    return load_aims(documents=documents, by=by, on=on)


def latest(ref: str) -> Aim:
    return Aim.objects.latest().get(ref=ref)


@dataclass
class Told:
    """Children to be, line by line; `take_in` hands them all to the import at once."""

    lines: Lines = field(default_factory=dict)

    def add(self, file: str, ref: str, **cells: str) -> None:
        line = {"child_ref": ref, **{key.rstrip("_"): cell for key, cell in cells.items() if cell}}
        self.lines.setdefault(file, []).append(line)

    def child(self, ref: str, *, born: str = "2014-03-02", family: str = "", **cells: str) -> str:
        self.add("children", ref, date_of_birth=born, family_ref=family, **cells)
        return ref

    def accommodated(self, ref: str, began: date, left: date | None = None) -> None:
        """Placed with foster carers, and home for good on the day they left."""
        ended = left.isoformat() if left else ""
        self.add(
            "episodes",
            ref,
            started_on=began.isoformat(),
            ended_on=ended,
            destination="home" if left else "",
            return_="permanent" if left else "",
        )
        self.add("placements", ref, setting="foster", started_on=began.isoformat(), ended_on=ended)

    def at_home_on_an_order(self, ref: str, began: date, ended: date | None = None) -> None:
        last = ended.isoformat() if ended else ""
        day = began.isoformat()
        self.add("episodes", ref, started_on=day, ended_on=last)
        self.add("placements", ref, setting="home", started_on=day, ended_on=last)
        self.add("orders", ref, kind="cso", made_on=day, ended_on=last)

    def held(self, ref: str, kind: str, on: date, outcome: str = "", route: str = "") -> None:
        self.add("milestones", ref, kind=kind, held_on=on.isoformat(), outcome=outcome, route=route)

    def recommended(self, ref: str, on: date, kind: str = "lac_review", route: str = "") -> None:
        self.held(ref, kind, on, "permanence_recommended", route)

    def take_in(self, code: str) -> None:
        result = take_in(self.lines, code=code)
        assert not result.rejected and not result.held_back, result.rejected[:3]


def days_after(began: date, days: Iterable[int]) -> list[date]:
    return [began + timedelta(n) for n in days]
