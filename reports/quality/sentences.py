"""What is odd, in one sentence with its dates."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cases.models import Episode, Placement
from drawing.words import sentence_day
from milestones.quality.kinds import NO_TEAM, NO_WORKER
from milestones.question_list import OpenQuestion

Teller = Callable[[OpenQuestion, Any], str]


def sentence_of(question: OpenQuestion, fact: Any) -> str:
    return TELLERS[question.code](question, fact)


def _on(day: date | None) -> str:
    return sentence_day(day) if day is not None else "a day that is not known"


def _planned_day_passed(question: OpenQuestion, fact: Any) -> str:
    told = f"{fact.kind} planned for {_on(fact.planned_on)}, and nothing says whether it was held."
    if question.about_on is None:
        return told
    return f"{told} One was held on {_on(question.about_on)}: was it this one?"


def _no_route(question: OpenQuestion, fact: Any) -> str:
    return f"Permanence was recommended on {_on(fact.held_on)}, and no route has been chosen since."


def _panel_before_recommended(question: OpenQuestion, fact: Any) -> str:
    told = f"The panel met on {_on(fact.held_on)}"
    if question.about_on is None:
        return f"{told}; no review had recommended permanence."
    return f"{told}; permanence was recommended on {_on(question.about_on)}, after it."


def _decided_without_panel(question: OpenQuestion, fact: Any) -> str:
    told = f"The ADM decided on {_on(fact.held_on)}"
    if question.about_on is None:
        return f"{told}; no panel is recorded before it."
    return f"{told}; the panel met on {_on(question.about_on)}, after it."


def _lodged_before_decision(question: OpenQuestion, fact: Any) -> str:
    told = f"The petition was lodged on {_on(fact.held_on)}"
    if question.about_on is None:
        return f"{told}; no ADM decision is recorded before it."
    return f"{told}; the ADM decided on {_on(question.about_on)}, after it."


def _granted_before_lodged(question: OpenQuestion, fact: Any) -> str:
    told = f"The court decided on {_on(fact.held_on)}"
    if question.about_on is None:
        return f"{told}; no petition is recorded."
    return f"{told}; the petition was lodged on {_on(question.about_on)}, after it."


def _recommended_before_care(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{fact.kind} recommended permanence on {_on(fact.held_on)}, before the child came into "
        f"care on {_on(question.about_on)}."
    )


def _decided_before_care(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{fact.kind} on {_on(fact.held_on)}, before the child became looked after on "
        f"{_on(question.about_on)}."
    )


def _outcome_missing(question: OpenQuestion, fact: Any) -> str:
    return f"{fact.kind} held on {_on(fact.held_on)}, and nothing says what it came to."


def _typed_twice(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{fact.kind} on {_on(question.about_on)} and again on {_on(fact.held_on)}, the day "
        "after: one, recorded twice?"
    )


def _lodged_on_route_home(question: OpenQuestion, fact: Any) -> str:
    return f"The petition was lodged on {_on(fact.held_on)}, while the route chosen was home."


def _order_expired(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{fact.get_kind_display()} made on {_on(fact.made_on)} expired on "
        f"{_on(fact.expires_on)}: neither continued nor ended."
    )


def _no_placement(question: OpenQuestion, fact: Any) -> str:
    until = f" until {_on(question.about_on)}" if question.about_on else " since then"
    return f"{_left(fact)}; no record says where the child lived{until}."


def _no_legal_basis(question: OpenQuestion, fact: Any) -> str:
    until = f" until {_on(question.about_on)}" if question.about_on else " since then"
    return f"{_left(fact)}; neither an order nor a placement is recorded{until}."


def _left(fact: Any) -> str:
    if isinstance(fact, Placement):
        return f"{_lives(fact)} ended on {_on(fact.ended_on)}"
    assert isinstance(fact, Episode)
    return f"Looked after from {_on(fact.began_on)}"


def _lives(fact: Placement) -> str:
    return f"The placement {fact.get_setting_display().lower()}"


def _gap_of_a_day(question: OpenQuestion, fact: Any) -> str:
    return (
        f"One placement ended on {_on(question.about_on)}, the next began on "
        f"{_on(fact.began_on)}: one day lies between them."
    )


def _placement_after_leaving(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{_lives(fact)} goes on, though the child stopped being looked after on "
        f"{_on(question.about_on)}."
    )


def _order_after_leaving(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{fact.get_kind_display()} of {_on(fact.made_on)} goes on, though the child stopped "
        f"being looked after on {_on(question.about_on)}."
    )


def _still_in_care(question: OpenQuestion, fact: Any) -> str:
    return (
        f"{fact.get_kind_display()} made on {_on(fact.made_on)}, and the child is still recorded "
        "as looked after."
    )


def _no_worker(question: OpenQuestion, fact: Any) -> str:
    return f"No social worker has been allocated since {_on(question.asks_from)}."


def _no_team(question: OpenQuestion, fact: Any) -> str:
    return f"No team has held the child since {_on(question.asks_from)}."


TELLERS: dict[str, Teller] = {
    NO_WORKER: _no_worker,
    NO_TEAM: _no_team,
    "planned_day_passed": _planned_day_passed,
    "no_route": _no_route,
    "panel_before_recommended": _panel_before_recommended,
    "decided_without_panel": _decided_without_panel,
    "lodged_before_decision": _lodged_before_decision,
    "granted_before_lodged": _granted_before_lodged,
    "recommended_before_care": _recommended_before_care,
    "decided_before_care": _decided_before_care,
    "outcome_missing": _outcome_missing,
    "typed_twice": _typed_twice,
    "lodged_on_route_home": _lodged_on_route_home,
    "order_expired": _order_expired,
    "no_placement": _no_placement,
    "no_legal_basis": _no_legal_basis,
    "gap_of_a_day": _gap_of_a_day,
    "placement_after_leaving": _placement_after_leaving,
    "order_after_leaving": _order_after_leaving,
    "still_in_care": _still_in_care,
}
