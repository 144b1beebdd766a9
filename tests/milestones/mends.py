"""Invented histories full of oddities, and what puts each question right, for hypothesis."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from milestones.history import Episode, History, Milestone, Order, Placement, Route
from milestones.quality import Asked
from tests.milestones.histories import DAYS, periods

BORN = date(2010, 3, 1)
STEPS = {
    "lac_review": ("held", "permanence_recommended"),
    "panel": ("recommended", "held", "deferred"),
    "adm_decision": ("approved", "held"),
    "order_lodged": ("held",),
    "order_granted": ("granted", "held"),
}
ROUTES = ("home", "kinship", "permanence_order")
ORDERS = ("cso", "icso", "section_25", "adoption_order", "kinship_care_order")


@st.composite
def steps(draw: st.DrawFn) -> Milestone:
    kind = draw(st.sampled_from(tuple(STEPS)))
    day = draw(DAYS)
    if draw(st.integers(0, 3)) == 0:
        outcome = draw(st.sampled_from(("held", "held", "not_held")))
        return Milestone(kind, planned_on=day, outcome=outcome)
    route = draw(st.sampled_from(("", "", "kinship")))
    return Milestone(kind, day, outcome=draw(st.sampled_from(STEPS[kind])), route=route)


@st.composite
def odd_histories(draw: st.DrawFn) -> History:
    episodes = [
        Episode(began, ended, draw(st.sampled_from(("home", "adopted"))) if ended else "")
        for began, ended in draw(periods(2))
    ]
    placements = [
        Placement(draw(st.sampled_from(("home", "foster", "foster"))), began, ended_on=ended)
        for began, ended in draw(periods(3))
    ]
    orders = []
    made: set[tuple[str, date]] = set()
    for _ in range(draw(st.integers(0, 3))):
        kind, day = draw(st.sampled_from(ORDERS)), draw(DAYS)
        expires = draw(st.none() | st.integers(1, 20).map(lambda n, day=day: day + timedelta(n)))
        if (kind, day) not in made:
            made.add((kind, day))
            orders.append(Order(kind, day, expires))
    routes = draw(st.dictionaries(DAYS, st.sampled_from(ROUTES), max_size=2))
    held = draw(
        st.lists(
            steps(), max_size=7, unique_by=lambda each: (each.kind, each.held_on, each.planned_on)
        )
    )
    return History(
        BORN,
        _keyed(episodes, 1),
        _keyed(placements, 100),
        _keyed(orders, 200),
        tuple(Route(route, day) for day, route in routes.items()),
        _keyed(held, 300),
    )


def _keyed(facts: list[Any], first: int) -> tuple[Any, ...]:
    return tuple(replace(fact, key=first + number) for number, fact in enumerate(facts))


def mended(history: History, asked: Asked) -> History:
    """What the page that the question leads to would make of the facts."""
    return MENDS[asked.code](history, asked)


def fact_of(facts: tuple[Any, ...], asked: Asked) -> Any:
    return next(fact for fact in facts if fact.key == asked.fact_key)


def changed(facts: tuple[Any, ...], asked: Asked, **values: Any) -> tuple[Any, ...]:
    return tuple(replace(f, **values) if f.key == asked.fact_key else f for f in facts)


def _milestone(history: History, asked: Asked, **values: Any) -> History:
    return replace(history, milestones=changed(history.milestones, asked, **values))


def _recorded_first(kind: str, outcome: str) -> Callable[[History, Asked], History]:
    """The step that should have come before is recorded, or the later one's day put right."""

    def mend(history: History, asked: Asked) -> History:
        if asked.about_on is not None:
            return _milestone(history, asked, held_on=asked.about_on)
        day = fact_of(history.milestones, asked).held_on
        more = Milestone(kind, day, outcome=outcome, key=999)
        return replace(history, milestones=(*history.milestones, more))

    return mend


def _voided(history: History, asked: Asked) -> History:
    rest = tuple(each for each in history.milestones if each.key != asked.fact_key)
    return replace(history, milestones=rest)


def _on_the_day(history: History, asked: Asked) -> History:
    return _milestone(history, asked, held_on=asked.about_on)


def _was_held(history: History, asked: Asked) -> History:
    day = fact_of(history.milestones, asked).planned_on
    return _milestone(history, asked, held_on=day)


def _says_what(history: History, asked: Asked) -> History:
    outcomes = {"panel": "recommended", "adm_decision": "approved", "order_granted": "granted"}
    kind = fact_of(history.milestones, asked).kind
    return _milestone(history, asked, outcome=outcomes[kind])


def _routed(history: History, asked: Asked) -> History:
    day = fact_of(history.milestones, asked).held_on
    others = tuple(route for route in history.routes if route.from_on != day)
    return replace(history, routes=(*others, Route("permanence_order", day)))


def _placed(history: History, asked: Asked) -> History:
    if asked.fact_kind == "placement":
        return replace(
            history, placements=changed(history.placements, asked, ended_on=asked.about_on)
        )
    began = fact_of(history.episodes, asked).began_on
    lived = Placement("foster", began, ended_on=asked.about_on, key=999)
    return replace(history, placements=(*history.placements, lived))


def _touches(history: History, asked: Asked) -> History:
    return replace(history, placements=changed(history.placements, asked, began_on=asked.about_on))


def _placement_ended(history: History, asked: Asked) -> History:
    return replace(history, placements=changed(history.placements, asked, ended_on=asked.about_on))


def _order_ended(history: History, asked: Asked) -> History:
    return replace(history, orders=changed(history.orders, asked, ended_on=asked.about_on))


def _continued(history: History, asked: Asked) -> History:
    order = fact_of(history.orders, asked)
    more = Order(order.kind, order.expires_on, key=999)
    return replace(history, orders=(*history.orders, more))


def _left(history: History, asked: Asked) -> History:
    episodes = tuple(
        each if each.ended_on else replace(each, ended_on=asked.about_on, destination="adopted")
        for each in history.episodes
    )
    return replace(history, episodes=episodes)


MENDS: dict[str, Callable[[History, Asked], History]] = {
    "planned_day_passed": _was_held,
    "no_route": _routed,
    "panel_before_recommended": _recorded_first("lac_review", "permanence_recommended"),
    "decided_without_panel": _recorded_first("panel", "recommended"),
    "lodged_before_decision": _recorded_first("adm_decision", "approved"),
    "granted_before_lodged": _recorded_first("order_lodged", "held"),
    "recommended_before_care": _on_the_day,
    "decided_before_care": _on_the_day,
    "outcome_missing": _says_what,
    "typed_twice": _voided,
    "lodged_on_route_home": _routed,
    "order_expired": _continued,
    "no_placement": _placed,
    "no_legal_basis": _placed,
    "gap_of_a_day": _touches,
    "placement_after_leaving": _placement_ended,
    "order_after_leaving": _order_ended,
    "still_in_care": _left,
}
