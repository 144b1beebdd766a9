"""Which parts of a record a rule speaks of: its clock tells about all of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accounts.policy import FIELD_GROUPS, group_of_kind, group_of_order
from cases.models import LegalOrder
from milestones.models import Timescale
from milestones.rulebook import definition_of
from milestones.stages import CAME_INTO_CARE

EVERYTHING = frozenset(FIELD_GROUPS)
ORDER_FACTS = frozenset({"order_made", "order_ended"})
# The shipped kinds that can have an outcome, the usual one first.
KINDS_WITH: dict[str, tuple[str, ...]] = {
    "permanence_recommended": (
        "lac_review",
        "review_2_week",
        "review_3_week",
        "review_6_week",
        "review_3_month",
        "review_6_month",
        "permanence_planning_meeting",
        "home_review",
        "meeting_72_hour",
        "emergency_review",
    ),
    "recommended": ("panel",),
    "approved": ("adm_decision",),
    "granted": ("order_granted",),
}


def groups_of_rule(timescale: Timescale) -> frozenset[str]:
    """The field groups whose facts start, stop or condition this rule.

    The day of coming into care needs none of its own: a due day with its limit tells it anyway.
    Of a rule that cannot be read nobody knows which, so all are taken.
    """
    definition = definition_of(timescale)
    start, stops = definition.get("start", {}), definition.get("stop", [])
    found = {group for selector in (start, *stops) for group in _of_selector(selector)}
    if any(stop.get("fact") in CAME_INTO_CARE for stop in stops):
        found.add("placements")
    found.update(_of_orders((definition.get("while") or {}).get("orders", [])))
    return frozenset(found | set(_of_conditions(definition.get("applies") or {}))) or EVERYTHING


def _of_selector(selector: Mapping[str, Any]) -> Iterator[str]:
    if selector.get("routes"):
        yield "plan"
    fact = selector.get("fact", "")
    if fact in ORDER_FACTS:
        yield from _of_orders(selector.get("orders") or LegalOrder.Kind.values)
    elif not fact:
        kinds = selector.get("milestones") or _kinds_with(selector.get("outcomes", []))
        # Any milestone at all, or an outcome of nobody knows which kind: the whole record.
        yield from map(group_of_kind, kinds) if kinds else EVERYTHING


def _kinds_with(outcomes: Iterable[str]) -> list[str]:
    return [kind for outcome in outcomes for kind in KINDS_WITH.get(outcome, ())]


def _of_orders(kinds: Iterable[str]) -> set[str]:
    return {group_of_order(kind) for kind in kinds}


def _of_conditions(applies: Mapping[str, Any]) -> Iterator[str]:
    if applies.get("routes"):
        yield "plan"
    for key in ("order_in_force", "no_order_in_force"):
        named = applies.get(key)
        # “Some order”, or “none”, may be any.
        yield from _of_orders(LegalOrder.Kind.values if isinstance(named, bool) else named or [])
