"""Writing what is on the record of one child: every kind of row, every text planted."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

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
from exchange.world.plan import SEALED
from exchange.world.planted import Planted
from milestones.models import Extension, Milestone, MilestoneKind

BORN = 2300
BEGAN = 400
ADOPTED = 30
LATER = 20
# Kind, days ago, outcome; each has a note.
HELD: tuple[tuple[str, int, str], ...] = (
    ("childrens_hearing", 370, "held"),
    ("lac_review", 358, "permanence_recommended"),
    ("permanence_planning_meeting", 300, "permanence_recommended"),
    ("legal_advice_referral", 250, "held"),
    ("medical_consultation", 240, "held"),
    ("panel", 200, "recommended"),
    ("adm_decision", 190, "approved"),
    ("order_lodged", 100, "held"),
)


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
    for number, fact in enumerate(_facts(planted, on=on)):
        fact.public_id = planted.public_id("fact", str(number))
        fact.authority, fact.child = by.authority, child
        fact.save()
    return child


def _facts(planted: Planted, *, on: date) -> Iterator[Fact]:
    yield from _living(planted, on=on)
    yield from _legal(planted, on=on)
    yield from _journey(planted, on=on)
    yield from _notes(planted, on=on)


def _ago(on: date, days: int) -> date:
    return on - timedelta(days=days)


def _voided(planted: Planted, where: str) -> dict[str, Any]:
    return {"voided_at": timezone.now(), "void_reason": planted.text(where)}


def _living(planted: Planted, *, on: date) -> Iterator[Fact]:
    adopted = planted.story.state == SEALED
    ended: dict[str, Any] = {"ended_on": _ago(on, ADOPTED)} if adopted else {}
    left: dict[str, Any] = ended | {"destination": "adopted"} if adopted else {}
    yield Episode(began_on=_ago(on, BEGAN), **left)
    yield Episode(began_on=_ago(on, BEGAN + 1), **_voided(planted, "episode.void_reason"))
    yield Placement(
        setting="kinship",
        began_on=_ago(on, BEGAN),
        ended_on=_ago(on, 150),
        address=planted.text("placement.former_address"),
    )
    yield Placement(
        setting="foster",
        began_on=_ago(on, 150),
        address=planted.text("placement.address"),
        carers=planted.text("placement.carers"),
        **ended,
    )
    yield Placement(
        setting="residential",
        began_on=_ago(on, 160),
        **_voided(planted, "placement.void_reason"),
    )


def _legal(planted: Planted, *, on: date) -> Iterator[Fact]:
    yield LegalOrder(kind="cso", made_on=_ago(on, 370), expires_on=_ago(on, 10))
    yield LegalOrder(kind="icso", made_on=_ago(on, 390), **_voided(planted, "order.void_reason"))
    yield LegalOrder(
        kind="permanence_order",
        made_on=_ago(on, 60),
        **_voided(planted, "petition.void_reason"),
    )
    if planted.story.state == SEALED:
        yield LegalOrder(kind="adoption_order", made_on=_ago(on, ADOPTED))
    yield Route(route="direct_adoption", from_on=_ago(on, 300), reason=planted.text("route.reason"))
    yield Route(route="home", from_on=_ago(on, 320), **_voided(planted, "route.void_reason"))


def _journey(planted: Planted, *, on: date) -> Iterator[Fact]:
    kinds = {kind.code: kind for kind in MilestoneKind.objects.filter(authority=None)}
    for code, days, outcome in HELD:
        yield Milestone(
            kind=kinds[code],
            held_on=_ago(on, days),
            outcome_id=outcome,
            note=planted.text(f"milestone.{code}"),
        )
    if planted.story.state == SEALED:
        yield Milestone(
            kind=kinds["order_granted"], held_on=_ago(on, ADOPTED), outcome_id="granted"
        )
    yield Milestone(
        kind=kinds["lac_review"],
        planned_on=on + timedelta(days=LATER),
        note=planted.text("milestone.planned_review"),
    )
    yield Milestone(
        kind=kinds["lac_review"],
        held_on=_ago(on, 357),
        **_voided(planted, "milestone.void_reason"),
    )
    for granted_ago, struck_out in (
        (200, {}),
        (199, _voided(planted, "extension.void_reason")),
    ):
        yield Extension(
            timescale_ref="later_reviews_6_months",
            started_on=_ago(on, 358),
            due_on=_ago(on, 100),
            granted_on=_ago(on, granted_ago),
            granted_by=planted.text("extension.granted_by"),
            reason=planted.text("extension.reason"),
            **struck_out,
        )


def _notes(planted: Planted, *, on: date) -> Iterator[Fact]:
    own = Agency.objects.get(name=f"NHS {planted.council.name}")
    elsewhere, _ = Agency.objects.get_or_create(
        name="NHS Elsewhere", defaults={"kind": Agency.Kind.HEALTH}
    )
    about_on = _ago(on, 230)
    for where, group, agency in (
        ("note.health", "health", own),
        ("note.health_elsewhere", "health", elsewhere),
        ("note.legal_advice", "legal_advice", None),
        ("note.panel", "panel", None),
    ):
        yield Note(group=group, about_on=about_on, text=planted.text(where), agency=agency)
    yield Note(
        group="health",
        about_on=about_on,
        text=planted.text("note.health_elsewhere"),
        agency=elsewhere,
        **_voided(planted, "note.void_reason"),
    )
