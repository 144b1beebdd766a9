"""Which clocks may be given a later day, and how much later."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cases.models import Child
from cases.models.fact import FactQuerySet
from drawing.words import sentence_day
from milestones.durations import due_on
from milestones.evaluate import evaluate_rule
from milestones.loading import load_histories
from milestones.models import Extension, Timescale
from milestones.rulebook import definition_of, rulebook_of, running_rule
from milestones.spells import Timeline

# Regulation 39 lets an authority add six weeks to the twelve of an emergency placement; no other
# regulation among the shipped rules was read to give such a power (domain.md, T3).
BY_LAW: dict[str, tuple[int, str, str]] = {
    "emergency_placement_12_weeks": (6, "weeks", "regulation 39 allows 6 weeks more")
}
ON_THAT_DAY = "An extension was granted on that day already. Correct that one on its own page."
ITS_OWN_LENGTH = "an extension is no longer than the limit itself"

OF_AN_AIM = "An aim is a promise about many children: none of its clocks is extended."
WITHOUT_A_DAY = "It is due on no day: there is nothing to extend."
CARRIED = (
    "Its day follows from another date on the record. Put that date right, or record what "
    "continues it."
)
NO_POWER = (
    "The law sets this limit, and gives nobody the power to extend it. Give a cause of delay and "
    "a new day: the limit stays as it is."
)


@dataclass(frozen=True, slots=True)
class Room:
    """Between the day a clock is due now and the last to which it may be extended."""

    due_on: date | None
    latest: date | None = None
    because: str = ""
    why_not: str = ""

    @property
    def is_there(self) -> bool:
        return not self.why_not

    @property
    def told(self) -> str:
        """“After 2 June 2026, and by 29 December 2026: …”."""
        assert self.due_on is not None and self.latest is not None
        return f"After {sentence_day(self.due_on)}, by {sentence_day(self.latest)}: {self.because}."

    def objection(self, day: date) -> str | None:
        if self.due_on is None or self.latest is None:
            return self.why_not
        if day <= self.due_on:
            return f"The new day must be after {sentence_day(self.due_on)}, the day it is due now."
        if day > self.latest:
            return f"The new day must be on or before {sentence_day(self.latest)}: {self.because}."
        return None


def room_for(
    *, child: Child, timescale: Timescale, started_on: date, without: date | None = None
) -> Room:
    """How far the clock of this rule that started on that day may be extended.

    `without` is the day of an extension that is being corrected: another takes its place.
    """
    if why_not := why_not_extended(timescale):
        return Room(None, why_not=why_not)
    limit_on, extended = _days(child, timescale, started_on)
    if limit_on is None:
        return Room(None, why_not=WITHOUT_A_DAY)
    now = max([limit_on, *(day for day in extended if day != without)])
    latest, because = _latest(timescale, started_on, limit_on)
    if latest <= now:
        far = f"It is extended as far as it may be, to {sentence_day(now)}: {because}."
        return Room(None, why_not=far)
    return Room(now, latest, because)


def granted_on_that_day(extension: Extension, granted_on: date) -> FactQuerySet:
    """What stands for the same clock, granted on that day."""
    return Extension.objects.standing().filter(
        child_id=extension.child_id,
        timescale_ref=extension.timescale_ref,
        started_on=extension.started_on,
        granted_on=granted_on,
    )


def objections_to_corrected(fact: Extension, after: Mapping[str, Any]) -> dict[str, str | None]:
    """A corrected extension stays within what its rule allows, as a new one does."""
    day: date = after["due_on"]
    if granted_on_that_day(fact, after["granted_on"]).exclude(pk=fact.pk).exists():
        return {"granted_on": ON_THAT_DAY}
    if fact.rule is None or day == fact.due_on:
        return {}
    room = room_for(
        child=fact.child, timescale=fact.rule, started_on=fact.started_on, without=fact.due_on
    )
    return {"due_on": room.objection(day)}


def why_not_extended(timescale: Timescale) -> str:
    """Why no clock of this rule is ever extended; empty where one may be."""
    limit = definition_of(timescale).get("limit") or {}
    if timescale.basis == Timescale.Basis.AIM:
        return OF_AN_AIM
    if limit.get("amount") is None:
        return WITHOUT_A_DAY
    if "from" in limit:
        return CARRIED
    is_law = timescale.basis == Timescale.Basis.STATUTORY
    return NO_POWER if is_law and timescale.ref not in BY_LAW else ""


def _days(child: Child, timescale: Timescale, started_on: date) -> tuple[date | None, list[date]]:
    """The day by the rule alone, and those to which it was extended."""
    known = load_histories(child_ids=[child.pk])[child.pk]
    extended = [
        each.due_on
        for each in known.extensions
        if (each.timescale_ref, each.started_on) == (timescale.ref, started_on)
    ]
    holidays = rulebook_of(child.authority).holidays
    alone = Timeline(replace(known, extensions=()))
    readings = evaluate_rule(alone, running_rule(timescale).rule, holidays)
    due = next((each.due_on for each in readings if each.started_on == started_on), None)
    return due, extended


def _latest(timescale: Timescale, started_on: date, limit_on: date) -> tuple[date, str]:
    if timescale.ref in BY_LAW:
        amount, unit, because = BY_LAW[timescale.ref]
        return due_on(limit_on, amount, unit), because
    return limit_on + (limit_on - started_on), ITS_OWN_LENGTH
