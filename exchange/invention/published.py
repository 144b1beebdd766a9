"""The children behind the published aims: invented, with the figures that posters quote.

Each cohort lives in its aim's own years and is closed afterwards. Counts are those at the
day the aim was reported; where a poster gives none (Argyll and Bute, North Lanarkshire,
Highland beyond Caithness), a few children stand for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from exchange.invention.at_home import live_at_home
from exchange.invention.away import Steps, tell_away
from exchange.invention.chance import day_between, days_later, working_day
from exchange.invention.life import Life
from exchange.invention.places import Place
from exchange.invention.population import Families, settle
from milestones.durations import due_on

CLOSED_AFTER = timedelta(days=420)
STARTS = {2: "accommodated", 3: "recommended_on", 4: "decided_on"}


@dataclass(frozen=True, slots=True)
class Cohort:
    """`counts`: how many children of each status on the reported day; `pairs` are siblings."""

    counts: dict[str, int]
    pairs: int = 0
    locality: str = ""
    stops: str = ""
    outcomes: dict[str, int] = field(default_factory=dict)


COHORTS: dict[tuple[str, int], Cohort] = {
    # 32 children in 25 families: 20 of 21 decided in time, 20 of 25 with those overdue.
    ("S12000019", 2): Cohort({"met": 20, "late": 1, "overdue": 4, "waiting": 7}, pairs=7),
    # Caithness: four recommended and one home, all within 45 weeks.
    ("S12000017", 2): Cohort({"met": 4, "returned": 1}, locality="Caithness"),
    # 40 of 63 reviewed; 32 of the 40 recommend ending the order.
    ("S12000028", 1): Cohort(
        {"met": 40, "waiting": 23}, outcomes={"end_order": 32, "continue_order": 8}
    ),
    ("S12000035", 1): Cohort({"met": 5, "waiting": 3}),
    ("S12000035", 2): Cohort({"met": 5, "late": 1, "overdue": 1, "waiting": 3}, pairs=1),
    ("S12000017", 1): Cohort({"met": 4, "waiting": 3}),
    ("S12000017", 3): Cohort({"met": 5, "late": 1, "overdue": 1, "waiting": 2}, stops="panel_on"),
    ("S12000017", 4): Cohort({"met": 3, "late": 1, "overdue": 1, "waiting": 2}),
    ("S12000028", 2): Cohort({"met": 6, "late": 1, "overdue": 1, "waiting": 4}, pairs=1),
    ("S12000028", 3): Cohort({"met": 6, "late": 1, "overdue": 2, "waiting": 2}, stops="decided_on"),
    ("S12000050", 2): Cohort({"met": 7, "late": 1, "overdue": 2, "waiting": 2}, pairs=2),
}


@dataclass(frozen=True, slots=True)
class Era:
    """The days of a published aim, and its limit."""

    begins_on: date
    reported_on: date
    amount: float
    unit: str

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Era":
        target = date.fromisoformat(document["target_date"])
        begins_on = document["cohort"]["from"]
        reported_on = document.get("reported_on")
        return cls(
            date.fromisoformat(begins_on) if begins_on else target - timedelta(days=400),
            date.fromisoformat(reported_on) if reported_on else target,
            document["limit"]["amount"],
            document["limit"]["unit"],
        )

    def due_on(self, started_on: date) -> date:
        return due_on(started_on, self.amount, self.unit)


def published_children(place: Place, documents: list[dict[str, Any]], *, seed: str) -> list[Life]:
    """The children of a council's published aims, numbered from 1."""
    families = Families(place, f"{seed}:published", number=1)
    lives: list[Life] = []
    for document in documents:
        cohort = COHORTS.get((document["authority"], document["national_stage"]))
        if cohort is None or document.get("draft"):
            continue
        imagine = _at_home if document["kind"] == "coverage" else _against_the_clock
        lives += imagine(families, cohort, document)
    return lives


def _against_the_clock(
    families: Families, cohort: Cohort, document: dict[str, Any]
) -> Iterator[Life]:
    era, chance = Era.of(document), families.chance
    starts = STARTS[document["national_stage"]]
    pairs = cohort.pairs
    for status, wanted in cohort.counts.items():
        while wanted > 0:
            size = 2 if pairs and wanted > 1 else 1
            pairs -= size - 1
            wanted -= size
            days = _days(chance, era, status)
            if days is None:
                continue
            steps = _steps(starts, cohort.stops, *days, chance.choice(_routes(document)))
            yield from _family(families, cohort, steps, starts, days, status, era, size)


def _days(chance: Random, era: Era, status: str) -> tuple[date, date] | None:
    """(start, stop) that make the status on the reported day; None where none can."""
    limit = (era.due_on(era.begins_on) - era.begins_on).days
    last_due = era.reported_on - timedelta(days=limit + 12)
    first = days_later(era.begins_on, 3)
    if status == "waiting":
        first = max(first, era.reported_on - timedelta(days=limit - 8))
        started_on = day_between(chance, first, era.reported_on - timedelta(days=12))
        return started_on, days_later(era.reported_on, chance.randint(20, 60))
    if status in ("met", "returned"):
        # Reported before any limit had passed, as Caithness was, successes are early ones.
        last = last_due if last_due > first else era.reported_on - timedelta(days=110)
        started_on = day_between(chance, first, last)
        share = chance.uniform(0.45, 0.92)
        stopped_on = working_day(days_later(started_on, round(limit * share)))
        return started_on, min(stopped_on, working_day(era.reported_on - timedelta(days=2)))
    if last_due < first:
        return None
    started_on = day_between(chance, first, last_due)
    due = era.due_on(started_on)
    if status == "late":
        return started_on, min(working_day(days_later(due, 9)), era.reported_on)
    return started_on, working_day(days_later(era.reported_on, chance.randint(25, 80)))


def _routes(document: dict[str, Any]) -> list[str]:
    if document["national_stage"] == 4:
        return ["permanence_order"]
    open_to_it = {"kinship", "permanence_order_adoption"} - set(document["exclude_routes"])
    return sorted(open_to_it)


def _family(
    families: Families,
    cohort: Cohort,
    steps: Steps,
    starts: str,
    days: tuple[date, date],
    status: str,
    era: Era,
    size: int,
) -> list[Life]:
    started_on, stopped_on = days
    # Long enough before the council's other aims began that none of them counts the child.
    long_before = min(
        steps.recommended_on - timedelta(days=190), era.begins_on - timedelta(days=170)
    )

    def journey(life: Life, chance: Random) -> None:
        if status == "returned":
            life.leaves(stopped_on, "home", "permanent")
            tell_away(life, chance, families.place.tempo, Steps())
        else:
            if steps.route != "permanence_order":
                closed_on = max(steps.granted_on, era.reported_on + CLOSED_AFTER)
                life.leaves(closed_on, "kinship_order" if steps.route == "kinship" else "adopted")
            tell_away(life, chance, families.place.tempo, steps)

    return settle(
        families.next_family(ages=(0.3, 7.5), locality=cohort.locality, size=size),
        started_on if starts == "accommodated" else long_before,
        journey,
        f"{families.seed}:{families.number}",
    )


def _steps(starts: str, stops: str, started_on: date, stopped_on: date, route: str) -> Steps:
    """The stages, those before the start laid before it, those after the stop after it."""
    steps = Steps(route=route)
    if starts == "decided_on":
        steps.recommended_on = working_day(started_on - timedelta(days=130))
        steps.panel_on = working_day(started_on - timedelta(days=11))
        steps.decided_on, steps.lodged_on = started_on, stopped_on
    elif starts == "recommended_on":
        steps.recommended_on = started_on
        waits = timedelta(days=12)
        steps.panel_on = stopped_on if stops == "panel_on" else working_day(stopped_on - waits)
        steps.decided_on = stopped_on + waits if stops == "panel_on" else stopped_on
        steps.lodged_on = working_day(days_later(steps.decided_on, 120))
    else:
        steps.recommended_on = stopped_on
        steps.panel_on = working_day(days_later(stopped_on, 84))
        steps.decided_on = working_day(days_later(steps.panel_on, 12))
        steps.lodged_on = working_day(days_later(steps.decided_on, 120))
    steps.granted_on = working_day(days_later(steps.lodged_on, 200))
    return steps


def _at_home(families: Families, cohort: Cohort, document: dict[str, Any]) -> Iterator[Life]:
    era, chance = Era.of(document), families.chance
    outcomes = [code for code, number in cohort.outcomes.items() for _ in range(number)]
    feeds_back = len(document["stop"]) > 1
    for status, wanted in cohort.counts.items():
        for _ in range(wanted):
            longest = era.begins_on - timedelta(days=1500)
            began_on = day_between(chance, longest, era.begins_on - timedelta(days=780))
            reviewed_on = None
            if status == "met":
                last = era.reported_on - timedelta(days=25)
                reviewed_on = working_day(day_between(chance, days_later(era.begins_on, 9), last))
            yield from _family_at_home(
                families,
                began_on,
                era.reported_on + CLOSED_AFTER,
                reviewed_on,
                outcomes.pop(0) if reviewed_on and outcomes else "continue_order",
                feeds_back,
            )


def _family_at_home(
    families: Families,
    began_on: date,
    leaves_on: date,
    reviewed_on: date | None,
    outcome: str,
    feeds_back: bool,
) -> list[Life]:
    def journey(life: Life, chance: Random) -> None:
        live_at_home(
            life,
            chance,
            reviewed_on=reviewed_on,
            outcome=outcome,
            feeds_back=feeds_back,
            leaves_on=None if outcome == "end_order" else leaves_on,
        )

    lives = families.next_family(ages=(1.0, 9.0), size=1)
    return settle(lives, began_on, journey, f"{families.seed}:home:{families.number}")
