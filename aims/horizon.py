"""When an aim can first be judged, and which children it can be judged on by its target date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from milestones.durations import ONE_DAY, due_on


@dataclass(frozen=True, slots=True)
class Horizon:
    """On its target date an aim is mostly immature (measures.md, finding 2)."""

    first_due: date
    last_entry_due_by_target: date | None
    entry_days_mature: int
    entry_days_window: int


def horizon_of(document: Mapping[str, Any]) -> Horizon | None:
    """The horizon of an aim document; None for coverage aims and while its numbers are blank."""
    cohort, limit = document["cohort"], document["limit"]
    first, target, last = cohort["from"], document["target_date"], cohort["to"]
    if document["kind"] == "coverage" or not (first and target and limit):
        return None
    return horizon(
        first_entry=date.fromisoformat(first),
        last_entry=date.fromisoformat(last) if last else None,
        amount=limit["amount"],
        unit=limit["unit"],
        target_date=date.fromisoformat(target),
    )


def horizon(
    *,
    first_entry: date,
    last_entry: date | None = None,
    amount: float,
    unit: str,
    target_date: date,
) -> Horizon:
    """For entries from the first day to the last, which is the target date if none is given.

    Due dates never fall as entries get later, so the last mature entry is found by halving.
    """
    last_entry = target_date if last_entry is None else last_entry
    window = max(0, (last_entry - first_entry).days + 1)
    mature, beyond = 0, window
    while mature < beyond:
        middle = (mature + beyond) // 2
        if due_on(first_entry + timedelta(middle), amount, unit) <= target_date:
            mature = middle + 1
        else:
            beyond = middle
    return Horizon(
        first_due=due_on(first_entry, amount, unit),
        last_entry_due_by_target=first_entry + timedelta(mature) - ONE_DAY if mature else None,
        entry_days_mature=mature,
        entry_days_window=window,
    )
