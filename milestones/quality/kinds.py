"""The kinds of question, in the order of the list: their words, and what mending one may change."""

from collections.abc import Iterable
from dataclasses import dataclass

from milestones.quality.path import DECISION, GRANTED, LODGED, PANEL

# What a mend may change besides milestones of a kind, which stand here by their code.
RECOMMENDATION, OWN_KIND = "a recommendation", "the milestone’s own kind"
PLACEMENTS, ORDERS, EPISODES, ROUTES = "placements", "orders", "episodes", "routes"
PATH = frozenset({"reviews", "panel", "decision", "orders", "legal_basis"})
LIVING = frozenset({"placements"})
UNDER = frozenset({"legal_basis", "orders"})


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """One kind: its heading, a short name, the field groups it tells of, what a mend changes.

    `adds`: a fact that nobody recorded may come, and start a clock of its own. `is_live`: asked
    of who works with the child, which is no part of the history.
    """

    code: str
    title: str
    short: str
    groups: frozenset[str]
    changes: frozenset[str] = frozenset()
    adds: bool = False
    is_live: bool = False

    def changed_by_mending(self, fact_code: str) -> frozenset[str]:
        """What may change, where the fact in doubt is of this kind."""
        if OWN_KIND not in self.changes:
            return self.changes
        return (self.changes - {OWN_KIND}) | {fact_code}


def _kind(
    code: str,
    title: str,
    short: str,
    groups: Iterable[str],
    *changes: str,
    adds: bool = False,
    is_live: bool = False,
) -> QuestionKind:
    return QuestionKind(
        code, title, short, frozenset(groups), frozenset(changes), adds=adds, is_live=is_live
    )


NO_WORKER, NO_TEAM = "no_worker", "no_team"

KINDS: tuple[QuestionKind, ...] = (
    _kind(NO_WORKER, "Nobody allocated", "nobody allocated", ["people"], is_live=True),
    _kind(NO_TEAM, "Held by no team", "no team", ["people"], is_live=True),
    _kind(
        "planned_day_passed",
        "The planned day has passed, with nothing held",
        "planned day passed",
        PATH,
        OWN_KIND,
        adds=True,
    ),
    _kind(
        "no_route",
        "Permanence recommended, and no route four weeks later",
        "no route",
        ["reviews", "plan"],
        ROUTES,
        RECOMMENDATION,
    ),
    _kind(
        "panel_before_recommended",
        "Panel before a review recommended permanence",
        "panel before recommendation",
        ["reviews", "panel"],
        PANEL,
        RECOMMENDATION,
        adds=True,
    ),
    _kind(
        "decided_without_panel",
        "ADM decision without a panel before it",
        "decision without panel",
        ["panel", "decision"],
        PANEL,
        DECISION,
        adds=True,
    ),
    _kind(
        "lodged_before_decision",
        "Petition lodged before the ADM decision, or without one",
        "lodged before decision",
        ["decision", "orders"],
        DECISION,
        LODGED,
        adds=True,
    ),
    _kind(
        "granted_before_lodged",
        "Court decision before a petition was lodged",
        "granted before lodged",
        ["orders"],
        LODGED,
        GRANTED,
        adds=True,
    ),
    _kind(
        "recommended_before_care",
        "Permanence recommended before the child came into care",
        "recommended before care",
        ["reviews", "placements"],
        RECOMMENDATION,
        EPISODES,
        PLACEMENTS,
    ),
    _kind(
        "decided_before_care",
        "Panel or decision before the child came into care",
        "decided before care",
        ["panel", "decision", "placements"],
        PANEL,
        DECISION,
        EPISODES,
        PLACEMENTS,
    ),
    _kind(
        "outcome_missing",
        "Nothing says what it came to",
        "outcome missing",
        ["panel", "decision", "orders"],
        OWN_KIND,
        adds=True,
    ),
    _kind("typed_twice", "Recorded on two days running", "typed twice", PATH, OWN_KIND),
    _kind(
        "lodged_on_route_home",
        "Petition lodged while the plan is home",
        "lodged, plan home",
        ["orders", "plan"],
        ROUTES,
        LODGED,
    ),
    _kind(
        "order_expired",
        "Order past its expiry, neither continued nor ended",
        "order expired",
        UNDER,
        ORDERS,
        adds=True,
    ),
    _kind(
        "no_placement",
        "Looked after, and no record of where the child lives",
        "no placement",
        LIVING,
        PLACEMENTS,
        EPISODES,
        adds=True,
    ),
    _kind(
        "no_legal_basis",
        "Looked after with neither a legal basis nor a placement",
        "no legal basis",
        LIVING | UNDER,
        PLACEMENTS,
        ORDERS,
        EPISODES,
        adds=True,
    ),
    _kind(
        "gap_of_a_day",
        "A gap of one day between two placements",
        "gap of a day",
        LIVING,
        PLACEMENTS,
    ),
    _kind(
        "placement_after_leaving",
        "A placement goes on after the child left care",
        "placement goes on",
        LIVING,
        PLACEMENTS,
        EPISODES,
    ),
    _kind(
        "order_after_leaving",
        "An order goes on after the child left care",
        "order goes on",
        LIVING | UNDER,
        ORDERS,
        EPISODES,
    ),
    _kind(
        "still_in_care",
        "Adopted or secured with kin, and still recorded as looked after",
        "still in care",
        LIVING | {"orders"},
        EPISODES,
        ORDERS,
        PLACEMENTS,
    ),
)
BY_CODE: dict[str, QuestionKind] = {kind.code: kind for kind in KINDS}
LIVE = frozenset(kind.code for kind in KINDS if kind.is_live)


def kinds_read(groups: frozenset[str]) -> list[QuestionKind]:
    """The kinds that tell of nothing else than these parts of a record."""
    return [kind for kind in KINDS if kind.groups <= groups]
