"""The drift report on a page: clocks that differ from the facts, of children one may know."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from accounts.actors import Actor
from accounts.jobs.files import file_of
from accounts.models import Job
from cases.models import Child
from drawing.words import sentence_day
from milestones.models import Timescale
from milestones.nightly import DRIFT

WORDS = {
    "started_at": "started",
    "due_on": "due",
    "due_at": "due at an hour of",
    "stopped_on": "stopped",
    "stopped_at": "stopped at an hour of",
    "ended_on": "ended",
}
OTHERWISE = "in another respect"


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
    names = rule_names(actor, {each["timescale"] for each in kept})
    lines = [
        DriftLine(
            known[each["child_ref"]],
            names.get(each["timescale"], each["timescale"]),
            in_words(each),
        )
        for each in kept
        if each["child_ref"] in known
    ]
    return DriftReport(lines, of_others=len(kept) - len(lines))


def rule_names(actor: Actor, refs: set[str]) -> dict[str, str]:
    """By reference; the authority's own rule where it has one of that reference."""
    of_here = Timescale.objects.filter(
        Q(authority__isnull=True) | Q(authority=actor.authority), ref__in=refs
    )
    shipped_first = of_here.order_by(F("authority").asc(nulls_first=True), "version")
    return dict(shipped_first.values_list("ref", "name"))


def in_words(drift: dict[str, Any]) -> str:
    """“due 1 January 2031, by the facts 12 January 2016”."""
    stored, computed = drift["stored"] or {}, drift["computed"] or {}
    if not stored or not computed:
        return "Not kept, though the facts start it" if computed else "Kept, but nothing starts it"
    keys = [key for key in stored | computed if stored.get(key) != computed.get(key)]
    return "; ".join(
        f"{WORDS.get(key, OTHERWISE)} {_said(stored.get(key))}, "
        f"by the facts {_said(computed.get(key))}"
        for key in keys
    )


def _said(value: Any) -> str:
    """A day as people write it; other values are numbers of rows, which say nothing here."""
    if value in (None, "", False):
        return "not"
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return "otherwise"
    return sentence_day(day)


def difference(drift: dict[str, Any]) -> str:
    """One clock that has drifted: what is kept of it, and what the facts say."""
    stored, computed = drift["stored"] or {}, drift["computed"] or {}
    if not stored or not computed:
        return "not kept" if computed else "kept, though nothing starts it"
    keys = [key for key in stored | computed if stored.get(key) != computed.get(key)]
    return "; ".join(f"{key} {stored.get(key)}, not {computed.get(key)}" for key in keys)
