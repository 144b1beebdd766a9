"""Taking the invented world in, by the same way as case files and aims of a real council."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.jobs.daily import at_work
from accounts.models import AuditEntry, Authority, Membership
from accounts.services import write_audit_entry
from aims.services import load_aims
from cases.models import Child, Grant
from exchange.case_files.reading import RowsSource
from exchange.case_files.services import ImportResult, import_cases
from exchange.invention.demo import told_by_a_poster, told_elsewhere
from exchange.invention.editions import current_edition
from exchange.invention.guarding import guard_some
from exchange.invention.leave import give_leave
from exchange.invention.life import Life, rows_of
from exchange.invention.nation import shared_out, synthetic_children
from exchange.invention.partners import agree_with_partners, cover_for_a_colleague
from exchange.invention.people import PASSWORD, people_of
from exchange.invention.places import FIVE, Place
from exchange.invention.staffing import employ, first_of_each_role
from milestones.services.flags import raise_flags
from milestones.services.raising import raise_notices
from milestones.services.timescales import switch_timescale

BEGUN, DONE = "demo.begin", "demo.done"
LIVE_FOR = timedelta(days=540)
Say = Callable[[str], None]


class InventionRefused(RuntimeError):
    """The invented world does not go in, and why."""


def demo_is_there() -> bool:
    with entered(_first_council()):
        return AuditEntry.objects.filter(act=DONE).exists()


def load_demo(*, on: date, at: datetime, say: Say) -> None:
    """Fill an empty tracker with the demonstration.

    Cut off and called again it goes on, telling every story up to the day it first began.
    Raises InventionRefused outside the demonstration.
    """
    if not settings.DEMO:
        raise InventionRefused(
            "Invented people with a public password belong in the demonstration only. "
            "Set PACE_DEMO=1 if this is one."
        )
    if demo_is_there():
        return
    on = _first_day(on)
    published = _published()
    hashed = make_password(PASSWORD)
    authorities = {authority.code: authority for authority in Authority.objects.all()}
    for place in FIVE:
        authority = authorities.pop(place.code)
        children = load_council(place, authority, published, on=on, hashed=hashed)
        say(f"{authority}: {children} children")
    elsewhere = sum(
        _take_in(told_elsewhere(code, authority.name, on=on), by=system_actor(authority), on=on)
        for code, authority in sorted(authorities.items())
    )
    say(f"The other {len(authorities)} councils: {elsewhere} children")
    flagged, told = _first_night(on, at)
    say(f"{flagged} flags raised, {told} notices given")
    _note(DONE, on)


def _first_night(on: date, at: datetime) -> tuple[int, int]:
    """What the night before would have done, where people work: flags raised, notices given."""
    flagged = told = 0
    for authority in at_work():
        flagged += raise_flags(authority=authority, on=on, at=at).raised
        told += raise_notices(authority=authority, on=on, at=at)
    return flagged, told


def load_council(
    place: Place,
    authority: Authority,
    published: list[dict[str, Any]],
    *,
    on: date,
    hashed: str,
) -> int:
    """One of the five: its people, rules, aims and children, and who may know of whom."""
    by = system_actor(authority)
    if told := _is_arranged(by):
        return told
    own = [document for document in published if document["authority"] == place.code]
    current = [current_edition(document, on=on) for document in own]
    lives, workers = told_by_a_poster(place, authority.name, own, current, on=on)
    Authority.objects.filter(pk=authority.pk).update(went_live_on=on - LIVE_FOR)
    people = [*people_of(place, authority.name), *workers]
    employ(people=people, by=by, on=on, password=hashed)
    for ref in place.switched_on:
        switch_timescale(by=by, ref=ref, is_on=True)
    # Before the children, so that their clocks are counted once.
    load_aims(documents=[*own, *current], by=by, on=on)
    children = _take_in(lives, by=by, on=on)
    with entered(by):
        _arrange(first_of_each_role(authority, on=on), by=by, on=on)
    return children


def _is_arranged(by: Actor) -> int:
    """How many children a council has that was told to its end before; nought for others."""
    with entered(by):
        arranged = Grant.objects.filter(authority=by.authority).exists()
        return Child.objects.filter(authority=by.authority).count() if arranged else 0


def _arrange(members: dict[str, Membership], *, by: Actor, on: date) -> None:
    """Who may know of whom: the last of what is told of a council, in one transaction."""
    agree_with_partners(members, by=by, on=on)
    cover_for_a_colleague(members, by=by, on=on)
    give_leave(members, by=by, on=on)
    guard_some(members, by=by, on=on)


def _take_in(lives: list[Life], *, by: Actor, on: date) -> int:
    result = _import(lives, by=by, on=on)
    if result.rejected:
        raise InventionRefused(result.rejected[0].sentence)
    return result.children


def _import(lives: list[Life], *, by: Actor, on: date) -> ImportResult:
    return import_cases(source=RowsSource(rows_of(lives, on=on)), by=by, on=on)


def _first_day(on: date) -> date:
    with entered(_first_council()):
        begun = AuditEntry.objects.filter(act=BEGUN).first()
    if begun is not None:
        return date.fromisoformat(begun.detail["on"])
    _note(BEGUN, on)
    return on


def _note(act: str, on: date) -> None:
    by = _first_council()
    with entered(by):
        write_audit_entry(by=by, act=act, detail={"on": on.isoformat()})


def _first_council() -> Actor:
    return system_actor(Authority.objects.get(code=FIVE[0].code))


def _published() -> list[dict[str, Any]]:
    path = Path(apps.get_app_config("aims").path) / "data" / "published.json"
    documents: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["aims"]
    return documents


def generate_cases(
    *, children: int, seed: int, on: date, authorities: int
) -> Iterator[tuple[Authority, ImportResult]]:
    """The synthetic nation, council by council: what each took in."""
    chosen = list(Authority.objects.order_by("code")[:authorities])
    if not 0 < authorities <= len(chosen):
        raise InventionRefused(f"Scotland has 1 to {len(chosen)} councils to choose from.")
    for authority, share in zip(chosen, shared_out(children, authorities), strict=True):
        lives = synthetic_children(authority.code, authority.name, share, seed=seed, on=on)
        yield authority, _import(lives, by=system_actor(authority), on=on)
