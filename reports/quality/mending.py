"""The one page that mends what a question asks: the first that whoever looks may open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.actors import Actor
from accounts.policy import may_record_kind
from cases.models import Child
from milestones.gate import may_correct
from milestones.quality.kinds import NO_TEAM, NO_WORKER
from milestones.quality.path import DECISION, LODGED, PANEL
from milestones.question_list import OpenQuestion

REVIEW = "lac_review"


@dataclass(frozen=True, slots=True)
class Mend:
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Asker:
    """One question about one child, as one actor looks at it."""

    question: OpenQuestion
    fact: Any
    child: Child
    actor: Actor

    def may(self, act: str) -> bool:
        return self.child.standing.may(act)

    def page(self, name: str, words: str, *more: object, query: str = "") -> Mend:
        return Mend(reverse(name, args=[self.child.public_id, *more]) + query, words)

    def of_fact(self, name: str, words: str) -> Mend:
        return self.page(name, words, self.question.fact_kind, self.fact.public_id)


Offer = Callable[[Asker], Iterator[Mend]]


def mends_of(asker: Asker) -> list[Mend]:
    """What mends it, the likeliest first; where nothing may be done, where it can be seen."""
    offers = [*OFFERS.get(asker.question.code, ()), _correct, _ask]
    found: dict[str, Mend] = {}
    for offer in offers:
        for mend in offer(asker):
            found.setdefault(mend.url, mend)
    return list(found.values()) or [_seen(asker)]


def _correct(asker: Asker) -> Iterator[Mend]:
    if asker.fact is not None and may_correct(asker.actor, asker.fact):
        yield asker.of_fact("correct_fact", "Correct it")


def _ask(asker: Asker) -> Iterator[Mend]:
    if asker.fact is not None and asker.may("fact.ask_correction"):
        yield asker.of_fact("ask_correction", "Ask for a correction")


def _seen(asker: Asker) -> Mend:
    if asker.fact is None:
        return asker.page("child", "See the child’s page")
    return asker.of_fact("fact", "See the record")


def _records(asker: Asker, kind: str) -> bool:
    return asker.may("milestone.record") and may_record_kind(asker.actor.role, kind)


def _held_or_not(asker: Asker) -> Iterator[Mend]:
    kind = asker.fact.kind.code
    if _records(asker, kind):
        yield asker.page("record_milestone", "Record it", query=f"?kind={kind}")
        yield asker.page("record_not_held", "It was not held", asker.fact.public_id)


def _recorded_first(kind: str, words: str) -> Offer:
    """Where what should have come before is nowhere recorded, recording it mends it too."""

    def offer(asker: Asker) -> Iterator[Mend]:
        if asker.question.about_on is None and _records(asker, kind):
            yield asker.page("record_milestone", words, query=f"?kind={kind}")

    return offer


def _route(asker: Asker) -> Iterator[Mend]:
    if asker.may("route.record"):
        yield asker.page("record_route", "Record the route")


def _move(asker: Asker) -> Iterator[Mend]:
    if asker.question.about_on is None and asker.may("placement.record"):
        yield asker.page("record_move", "Record where the child lives")


def _continued(asker: Asker) -> Iterator[Mend]:
    if asker.may("order.record"):
        yield asker.page("record_order", "Record its continuation")


def _order(asker: Asker) -> Iterator[Mend]:
    if asker.may("order.record"):
        yield asker.page("record_order", "Record the order")


def _order_ended(asker: Asker) -> Iterator[Mend]:
    if asker.may("order.record") and asker.fact.ended_on is None:
        yield asker.page("end_order", "End the order", asker.fact.public_id)


def _left_care(asker: Asker) -> Iterator[Mend]:
    if asker.may("episode.record"):
        yield asker.page("leave_care", "Record leaving care")


def _allocated(asker: Asker) -> Iterator[Mend]:
    if asker.may("child.allocate"):
        yield asker.page("allocate_worker", "Allocate a worker")


def _held_by_team(asker: Asker) -> Iterator[Mend]:
    if asker.may("child.allocate"):
        yield asker.page("transfer_team", "Name the team")


OFFERS: dict[str, tuple[Offer, ...]] = {
    NO_WORKER: (_allocated,),
    NO_TEAM: (_held_by_team,),
    "planned_day_passed": (_held_or_not,),
    "no_route": (_route,),
    "panel_before_recommended": (_correct, _recorded_first(REVIEW, "Record the review")),
    "decided_without_panel": (_correct, _recorded_first(PANEL, "Record the panel")),
    "lodged_before_decision": (_correct, _recorded_first(DECISION, "Record the decision")),
    "granted_before_lodged": (_correct, _recorded_first(LODGED, "Record the petition")),
    "lodged_on_route_home": (_route,),
    "order_expired": (_continued, _order_ended),
    "no_placement": (_move,),
    "no_legal_basis": (_move, _order),
    "order_after_leaving": (_order_ended,),
    "still_in_care": (_left_care,),
}
