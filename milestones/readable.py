"""What of a child's record somebody reads (security.md §4, field groups): decided here alone.

Records are narrowed where they are loaded (milestones.records) and again where they are told
(milestones.timeline), so that no page has to think of it.
"""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, TypeVar

from accounts.policy import READS_OWN_AGENCY_ONLY, group_of_kind, group_of_note, group_of_order
from cases.models import Episode, Fact, Involvement, LegalOrder, Note, Placement, Route
from cases.standing import Standing
from milestones.models import Clock, Extension, Milestone, MilestoneKind, Timescale
from milestones.rule_groups import groups_of_rule

F = TypeVar("F", bound=Fact)

_GROUP: dict[type[Fact], Callable[[Any], str]] = {
    Milestone: lambda fact: group_of_kind(fact.kind.code),
    LegalOrder: lambda fact: group_of_order(fact.kind),
    Placement: lambda fact: "placements",
    Episode: lambda fact: "placements",
    Route: lambda fact: "plan",
    Extension: lambda fact: "reviews",
    Involvement: lambda fact: "people",
    Note: lambda fact: str(fact.group),
}
# Fields of a fact that belong to another group than the fact.
_APART: dict[type[Fact], Callable[[Any], dict[str, str]]] = {
    Milestone: lambda fact: {"note": group_of_note(fact.kind.code), "route": "plan"},
    Placement: lambda fact: {"address": "address", "carers": "address"},
}


def reads_fact(standing: Standing, fact: Fact) -> bool:
    group = _GROUP[type(fact)](fact)
    if not standing.reads(group):
        return False
    if isinstance(fact, Extension):
        # It names its rule, and that what starts the rule has happened.
        return fact.rule is None or reads_rule(standing, fact.rule)
    actor = standing.actor
    if group not in READS_OWN_AGENCY_ONLY.get(actor.role, frozenset()):
        return True
    own = actor.membership.agency_id if actor.membership else None
    return not isinstance(fact, Note) or (own is not None and fact.agency_id == own)


def unread_fields(standing: Standing, fact: Fact) -> frozenset[str]:
    """The fields of a fact that are not this reader's: neither shown nor overwritten."""
    apart = _APART.get(type(fact))
    if apart is None:
        return frozenset()
    return frozenset(name for name, group in apart(fact).items() if not standing.reads(group))


def readable_fact(fact: F, standing: Standing) -> F | None:
    """The fact as this reader reads it, in a copy that is never saved; None where not at all."""
    if not reads_fact(standing, fact):
        return None
    unread = unread_fields(standing, fact)
    if not unread:
        return fact
    shown = copy(fact)
    for name in unread:
        setattr(shown, name, "")
    return shown


def readable_facts(facts: Iterable[F], standing: Standing) -> list[F]:
    shown = (readable_fact(fact, standing) for fact in facts)
    return [fact for fact in shown if fact is not None]


def reads_kind(standing: Standing, kind: MilestoneKind) -> bool:
    return standing.reads(group_of_kind(kind.code))


def reads_rule(standing: Standing, timescale: Timescale) -> bool:
    """Whether every part of the record that the rule speaks of is read."""
    return all(standing.reads(group) for group in groups_of_rule(timescale))


def readable_clocks(clocks: Iterable[Clock], standing: Standing) -> list[Clock]:
    known: dict[int, bool] = {}
    shown = []
    for clock in clocks:
        rule = clock.timescale
        if rule.pk not in known:
            known[rule.pk] = reads_rule(standing, rule)
        if known[rule.pk]:
            shown.append(clock)
    return shown
