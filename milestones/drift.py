"""The drift report on a page: clocks that differ from the facts, of children one may know."""

import json
from dataclasses import dataclass
from typing import Any

from accounts.actors import Actor
from accounts.jobs.files import file_of
from accounts.models import Job
from cases.models import Child
from milestones.nightly import DRIFT


@dataclass(frozen=True, slots=True)
class DriftLine:
    child: Child
    timescale: str
    difference: str


@dataclass(frozen=True, slots=True)
class DriftReport:
    lines: list[DriftLine]
    of_others: int
    """Of records that the reader may not open: counted only."""


def drift_report(actor: Actor, job: Job) -> DriftReport:
    kept = json.loads(file_of(job, DRIFT, by=actor) or b"[]")
    refs = {each["child_ref"] for each in kept}
    visible = Child.objects.visible_to(actor, act="child.view").filter(child_ref__in=refs)
    known = {child.child_ref: child for child in visible}
    actor.seen.children(list(known.values()))
    lines = [
        DriftLine(known[each["child_ref"]], each["timescale"], difference(each))
        for each in kept
        if each["child_ref"] in known
    ]
    return DriftReport(lines, of_others=len(kept) - len(lines))


def difference(drift: dict[str, Any]) -> str:
    """One clock that has drifted: what is kept of it, and what the facts say."""
    stored, computed = drift["stored"] or {}, drift["computed"] or {}
    if not stored or not computed:
        return "not kept" if computed else "kept, though nothing starts it"
    keys = [key for key in stored | computed if stored.get(key) != computed.get(key)]
    return "; ".join(f"{key} {stored.get(key)}, not {computed.get(key)}" for key in keys)
