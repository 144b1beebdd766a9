"""Children enough to make the current editions of a council's aims lively."""

from datetime import date
from typing import Any

from exchange.invention.chance import day_between, days_later
from exchange.invention.life import Life
from exchange.invention.population import Families, accommodated, reaching

FEWEST, MOST = 14, 34
A_WEEK = 1.25
AWAY_ROUTES = ["kinship", "permanence_order", "permanence_order", "permanence_order_adoption"]


def fill_cohorts(
    families: Families, lives: list[Life], documents: list[dict[str, Any]], *, on: date
) -> list[Life]:
    """The children whom the aims that count from a day still lack, so that each counts some."""
    added: list[Life] = []
    for document in documents:
        begins = document["cohort"]["from"]
        if document["kind"] == "coverage" or document.get("draft") or begins is None:
            continue
        begins_on = date.fromisoformat(begins)
        if begins_on < on:
            fill = _fill_entries if "fact" in document["start"] else _fill_stage
            added += fill(families, lives + added, document, begins_on, on)
    return added


def _wanted(begins_on: date, on: date) -> int:
    return max(FEWEST, min(MOST, round((on - begins_on).days / 7 * A_WEEK)))


def _fill_entries(
    families: Families, lives: list[Life], document: dict[str, Any], begins_on: date, on: date
) -> list[Life]:
    chance, under = families.chance, document["under_age"]
    route_matters = bool(document["exclude_routes"])
    there = sum(begins_on <= life.began_on <= on for life in lives)
    added: list[Life] = []
    while there + len(added) < _wanted(begins_on, on):
        added += accommodated(
            families,
            day_between(chance, begins_on, days_later(on, -1)),
            ages=(0.1, under - 0.5) if under else None,
            route="permanence_order" if route_matters and chance.random() < 0.7 else "",
        )
    return added


def _fill_stage(
    families: Families, lives: list[Life], document: dict[str, Any], begins_on: date, on: date
) -> list[Life]:
    chance, start = families.chance, document["start"]
    outcome = start["outcomes"][0]
    kind = families.place.tempo.recommends_at
    if start["milestones"] and kind not in start["milestones"]:
        kind = start["milestones"][0]
    routes = [route for route in AWAY_ROUTES if route in start["routes"]]
    reached = [life.first(kind, outcome=outcome) for life in lives]
    there = sum(day is not None and begins_on <= day <= on for day in reached)
    added: list[Life] = []
    for _ in range(3 * FEWEST):
        if there + len(added) >= FEWEST + 4:
            break
        day = day_between(chance, days_later(begins_on, 5), on)
        added += reaching(families, kind, outcome, day, route=chance.choice(routes))
    return added
