"""What happened to a child, as lines of a timeline: newest first, voided ones struck through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from accounts.actors import Actor
from accounts.today import LONDON
from cases.models import Episode, Fact, LegalOrder, Note, Placement, Route
from drawing.words import sentence_day
from milestones.gate import may_correct, name_of
from milestones.models import HELD, Extension, Milestone
from milestones.readable import readable_fact

HELD_STATE, PLANNED, NOT_HELD, VOIDED = "held", "planned", "not_held", "voided"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the day, what happened (with the outcome apart), by whom it was recorded."""

    day: date
    at: time | None
    what: str
    outcome: str
    more: str
    recorded: str
    state: str
    fact_kind: str
    fact: Fact
    can_correct: bool


def timeline(facts: Iterable[Fact], *, actor: Actor) -> list[Entry]:
    """The facts of children who came through the gate, as far as their reader reads them."""
    entries: list[Entry] = []
    read = (readable_fact(fact, fact.child.standing) for fact in facts)
    shown = [fact for fact in read if fact is not None]
    first_made = _first_made(shown)
    for fact in shown:
        can = not fact.is_voided and may_correct(actor, fact)
        for told in _TELLERS[type(fact)](fact):
            if isinstance(fact, LegalOrder) and fact.made_on > first_made[fact.kind]:
                told = replace(told, outcome=told.outcome.replace("made", "continued"))
            entries.append(_entry(fact, told, can_correct=can))
    return sorted(entries, key=lambda e: (e.day, e.at or time.min, e.fact.pk or 0), reverse=True)


def _first_made(facts: Iterable[Fact]) -> dict[str, date]:
    """The day each kind of order was first made: later ones continue it."""
    made: dict[str, date] = {}
    for fact in facts:
        if isinstance(fact, LegalOrder) and not fact.is_voided:
            made[fact.kind] = min(made.get(fact.kind, date.max), fact.made_on)
        elif isinstance(fact, LegalOrder):
            made.setdefault(fact.kind, fact.made_on)
    return made


@dataclass(frozen=True, slots=True)
class _Told:
    day: date
    what: str
    outcome: str = ""
    more: str = ""
    at: time | None = None
    state: str = HELD_STATE


def _entry(fact: Fact, told: _Told, *, can_correct: bool) -> Entry:
    return Entry(
        day=told.day,
        at=told.at,
        what=told.what,
        outcome=told.outcome,
        more=told.more,
        recorded=_voided(fact) if fact.is_voided else _recorded(fact),
        state=VOIDED if fact.is_voided else told.state,
        fact_kind=name_of(fact),
        fact=fact,
        can_correct=can_correct,
    )


def _recorded(fact: Fact) -> str:
    who = f" by {fact.recorded_by.full_name}" if fact.recorded_by else " from a case file"
    day = sentence_day(fact.recorded_at.astimezone(LONDON).date())
    return f"Recorded{who if _tells_people(fact) else ''}, {day}"


def _voided(fact: Fact) -> str:
    assert fact.voided_at is not None
    who = f" by {fact.voided_by.full_name}" if fact.voided_by and _tells_people(fact) else ""
    day = sentence_day(fact.voided_at.astimezone(LONDON).date())
    return f"Voided{who}, {day}: “{fact.void_reason}”"


def _tells_people(fact: Fact) -> bool:
    """Whether the reader knows who works with the child."""
    return bool(fact.child.standing.reads("people"))


def _milestone(fact: Milestone) -> list[_Told]:
    chair = f"Chaired by: {fact.get_chaired_by_display().lower()}" if fact.chaired_by else ""
    route = f"Route: {fact.get_route_display()}" if fact.route else ""
    more = ". ".join(part for part in (route, chair, fact.note.strip().rstrip(".")) if part)
    name = fact.kind.name
    if fact.held_on is not None:
        outcome = "" if fact.outcome_id == HELD else fact.outcome.name.lower()
        return [_Told(fact.held_on, name, outcome, more, at=fact.held_at)]
    assert fact.planned_on is not None
    if fact.was_not_held:
        return [_Told(fact.planned_on, name, "not held", more, state=NOT_HELD)]
    planned = f"{name} planned"
    return [_Told(fact.planned_on, planned, "", more, at=fact.planned_at, state=PLANNED)]


def _placement(fact: Placement) -> list[_Told]:
    more = [] if fact.basis == Placement.Basis.ORDINARY else [fact.get_basis_display()]
    if fact.return_kind:
        more.append(f"Return home {fact.get_return_kind_display()}")
    if fact.ended_on is not None:
        more.append(f"Until {sentence_day(fact.ended_on)}")
    if fact.carers:
        more.append(f"Cared for by {fact.carers}")
    if fact.address:
        more.append(fact.address)
    setting = fact.get_setting_display().lower()
    return [_Told(fact.began_on, "Moved", setting, ". ".join(more), at=fact.began_at)]


def _order(fact: LegalOrder) -> list[_Told]:
    name = fact.get_kind_display()
    expires = f"Expires {sentence_day(fact.expires_on)}" if fact.expires_on else ""
    told = [_Told(fact.made_on, name, "made", expires)]
    if fact.ended_on is not None:
        told.append(_Told(fact.ended_on, name, "ended"))
    return told


def _route(fact: Route) -> list[_Told]:
    route = fact.get_route_display().lower()
    return [_Told(fact.from_on, "Route to permanence", route, fact.reason.rstrip("."))]


def _episode(fact: Episode) -> list[_Told]:
    told = [_Told(fact.began_on, "Became looked after")]
    if fact.ended_on is not None:
        where = fact.get_destination_display().lower()
        kind = f"Return home {fact.get_return_kind_display()}" if fact.return_kind else ""
        told.append(_Told(fact.ended_on, "No longer looked after", where, kind))
    return told


def _extension(fact: Extension) -> list[_Told]:
    rule = fact.rule.name if fact.rule else fact.timescale_ref
    by = f"Granted by {fact.granted_by}" if fact.granted_by else ""
    more = ". ".join(part for part in (rule, by, fact.reason.strip().rstrip(".")) if part)
    return [_Told(fact.granted_on, "Extension", f"until {sentence_day(fact.due_on)}", more)]


def _note(fact: Note) -> list[_Told]:
    name = fact.get_group_display()
    what = f"{name}, {fact.agency}" if fact.agency else name
    return [_Told(fact.about_on, what, "", fact.text.strip().rstrip("."))]


_TELLERS: dict[type[Fact], Callable[[Any], list[_Told]]] = {
    Milestone: _milestone,
    Placement: _placement,
    LegalOrder: _order,
    Route: _route,
    Episode: _episode,
    Note: _note,
    Extension: _extension,
}
