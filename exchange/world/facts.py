"""Writing what is on the record of one child: every kind of row, every text planted."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from accounts.actors import Actor
from accounts.models import Agency, Locality
from cases.models import (
    Child,
    ChildLocality,
    Episode,
    Fact,
    Family,
    LegalOrder,
    Note,
    Placement,
    Route,
)
from exchange.world.answers import CLOCK, write_answers
from exchange.world.plan import SEALED
from exchange.world.planted import Planted
from milestones.models import Extension, Milestone, MilestoneKind

Named = tuple[str, Fact]
BORN = 2300
BEGAN = 400
ADOPTED = 30
LATER = 20
REVIEWED = 358
# Kind, days ago, outcome; each has a note.
HELD: tuple[tuple[str, int, str], ...] = (
    ("childrens_hearing", 370, "held"),
    ("lac_review", REVIEWED, "permanence_recommended"),
    ("permanence_planning_meeting", 300, "permanence_recommended"),
    ("legal_advice_referral", 250, "held"),
    ("medical_consultation", 240, "held"),
    ("panel", 200, "recommended"),
    ("adm_decision", 190, "approved"),
    ("order_lodged", 100, "held"),
)
PLANNED: dict[str, str] = {
    "planned_review": "lac_review",
    "planned_panel": "panel",
    "planned_decision": "adm_decision",
    "planned_lodging": "order_lodged",
}


def write_child(by: Actor, planted: Planted, *, locality: Locality | None, on: date) -> Child:
    """The child with a family, an episode, every fact, and those that were struck out."""
    family, _ = Family.objects.get_or_create(authority=by.authority, ref=planted.family_ref)
    child = Child.objects.create(
        public_id=planted.public_id("child"),
        authority=by.authority,
        child_ref=planted.child_ref,
        given_name=planted.word("child.given_name"),
        family_name=planted.word("child.family_name"),
        sex="female",
        born_on=on - timedelta(days=BORN),
        locality=locality,
        family=family,
    )
    if locality is not None:
        ChildLocality.objects.create(authority=by.authority, child=child, locality=locality)
    for name, fact in _facts(planted, on=on):
        fact.public_id = planted.fact_id(name)
        fact.authority, fact.child = by.authority, child
        fact.voided_at = by.at if fact.void_reason else None
        fact.save()
    write_answers(by, planted, child, started_on=_ago(on, REVIEWED), on=on)
    return child


def _facts(planted: Planted, *, on: date) -> Iterator[Named]:
    yield from _living(planted, on=on)
    yield from _legal(planted, on=on)
    yield from _journey(planted, on=on)
    yield from _notes(planted, on=on)


def _ago(on: date, days: int) -> date:
    return on - timedelta(days=days)


def _voided(planted: Planted, where: str) -> dict[str, Any]:
    return {"void_reason": planted.text(where)}


def _living(planted: Planted, *, on: date) -> Iterator[Named]:
    adopted = planted.story.state == SEALED
    ended: dict[str, Any] = {"ended_on": _ago(on, ADOPTED)} if adopted else {}
    left: dict[str, Any] = ended | {"destination": "adopted"} if adopted else {}
    yield "episode", Episode(began_on=_ago(on, BEGAN), **left)
    struck_out = _voided(planted, "episode.void_reason")
    yield "voided_episode", Episode(began_on=_ago(on, BEGAN + 1), **struck_out)
    yield (
        "former_placement",
        Placement(
            setting="kinship",
            began_on=_ago(on, BEGAN),
            ended_on=_ago(on, 150),
            address=planted.text("placement.former_address"),
        ),
    )
    yield (
        "placement",
        Placement(
            setting="foster",
            began_on=_ago(on, 150),
            address=planted.text("placement.address"),
            carers=planted.text("placement.carers"),
            **ended,
        ),
    )
    struck_out = _voided(planted, "placement.void_reason")
    yield (
        "voided_placement",
        Placement(setting="residential", began_on=_ago(on, 160), **struck_out),
    )


def _legal(planted: Planted, *, on: date) -> Iterator[Named]:
    expires_on = on + timedelta(days=10)
    yield "cso", LegalOrder(kind="cso", made_on=_ago(on, 350), expires_on=expires_on)
    struck_out = _voided(planted, "order.void_reason")
    yield "voided_icso", LegalOrder(kind="icso", made_on=_ago(on, 390), **struck_out)
    struck_out = _voided(planted, "petition.void_reason")
    yield "voided_order", LegalOrder(kind="permanence_order", made_on=_ago(on, 60), **struck_out)
    if planted.story.state == SEALED:
        yield "adoption_order", LegalOrder(kind="adoption_order", made_on=_ago(on, ADOPTED))
    why = planted.text("route.reason")
    yield "route", Route(route="direct_adoption", from_on=_ago(on, 300), reason=why)
    struck_out = _voided(planted, "route.void_reason")
    yield "voided_route", Route(route="home", from_on=_ago(on, 320), **struck_out)


def _journey(planted: Planted, *, on: date) -> Iterator[Named]:
    kinds = {kind.code: kind for kind in MilestoneKind.objects.filter(authority=None)}
    for code, days, outcome in HELD:
        note = planted.text(f"milestone.{code}")
        yield (
            code,
            Milestone(kind=kinds[code], held_on=_ago(on, days), outcome_id=outcome, note=note),
        )
    if planted.story.state == SEALED:
        granted = {"held_on": _ago(on, ADOPTED), "outcome_id": "granted"}
        yield "order_granted", Milestone(kind=kinds["order_granted"], **granted)
    for name, code in PLANNED.items():
        planned_on, note = on + timedelta(days=LATER), planted.text(f"milestone.{name}")
        yield name, Milestone(kind=kinds[code], planned_on=planned_on, note=note)
    struck_out = _voided(planted, "milestone.void_reason")
    yield (
        "voided_review",
        Milestone(kind=kinds["lac_review"], held_on=_ago(on, 357), **struck_out),
    )
    yield "extension", _extension(planted, on=on, granted_ago=200)
    struck_out = _voided(planted, "extension.void_reason")
    yield "voided_extension", _extension(planted, on=on, granted_ago=199, **struck_out)


def _extension(planted: Planted, *, on: date, granted_ago: int, **struck_out: Any) -> Extension:
    return Extension(
        timescale_ref=CLOCK,
        started_on=_ago(on, REVIEWED),
        due_on=_ago(on, 100),
        granted_on=_ago(on, granted_ago),
        granted_by=planted.text("extension.granted_by"),
        reason=planted.text("extension.reason"),
        **struck_out,
    )


def _notes(planted: Planted, *, on: date) -> Iterator[Named]:
    own = Agency.objects.get(name=f"NHS {planted.council.name}")
    elsewhere, _ = Agency.objects.get_or_create(
        name="NHS Elsewhere", defaults={"kind": Agency.Kind.HEALTH}
    )
    about_on = _ago(on, 230)
    for name, group, agency in (
        ("health", "health", own),
        ("health_elsewhere", "health", elsewhere),
        ("legal_advice", "legal_advice", None),
        ("panel", "panel", None),
    ):
        text = planted.text(f"note.{name}")
        yield f"note_{name}", Note(group=group, about_on=about_on, text=text, agency=agency)
    struck_out = _voided(planted, "note.void_reason")
    text = planted.text("note.health_elsewhere")
    yield (
        "voided_note",
        Note(group="health", about_on=about_on, text=text, agency=elsewhere, **struck_out),
    )
