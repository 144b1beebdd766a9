"""Each published aim's current edition: the same rule, its dates moved by whole years."""

from datetime import date, timedelta
from typing import Any

from exchange.invention.chance import years_later

FIRST_AHEAD = timedelta(days=91)
LAST_AHEAD = timedelta(days=274)


def current_edition(document: dict[str, Any], *, on: date) -> dict[str, Any]:
    """The aim with its target date three to nine months ahead of the day.

    Whole years cannot bring every date there: 1 November seen from 21 November is either past
    or eleven months away. Then the future date nearest to those months is taken.
    """
    years = _years_to_move(document.get("target_date"), on)
    cohort = {side: _moved(day, years) for side, day in document["cohort"].items()}
    edition = {
        **document,
        "cohort": cohort,
        "target_date": _moved(document.get("target_date"), years),
    }
    edition.pop("reported_on", None)
    last = edition["target_date"] or (on + FIRST_AHEAD).isoformat()
    edition["ref"] = f"{document['ref']}-{last[:4]}"
    return edition


def _years_to_move(target_date: str | None, on: date) -> int:
    if target_date is None:
        return 0
    target = date.fromisoformat(target_date)
    ahead = [years for years in range(0, 200) if years_later(target, years) > on][:2]
    return min(ahead, key=lambda years: _distance(years_later(target, years) - on))


def _distance(ahead: timedelta) -> timedelta:
    return max(FIRST_AHEAD - ahead, ahead - LAST_AHEAD, timedelta(0))


def _moved(day: str | None, years: int) -> str | None:
    return years_later(date.fromisoformat(day), years).isoformat() if day else None
