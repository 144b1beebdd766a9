"""Roles × acts, as data: the one table that HTML, commands and jobs ask.

An act is named noun.verb. The scope a role sees within its authority (own children, own
team) narrows the rows in `visible_to`; this table says whether the act is open at all.
"""

from accounts.roles import Role as R

SYSTEM = "system"
PUBLIC = "public"
ANYONE_SIGNED_IN = "account.use"

_CASE_WORKERS = frozenset({R.SOCIAL_WORKER, R.TEAM_LEADER})
_SEE_CHILDREN = _CASE_WORKERS | {
    R.REVIEWING_CHAIR,
    R.PANEL_ADMINISTRATOR,
    R.PANEL_MEMBER,
    R.LEGAL,
    R.DECISION_MAKER,
    R.MANAGER,
}
_SEE_AIMS = _CASE_WORKERS | {R.DECISION_MAKER, R.MANAGER, R.ANALYST}

ACTS: dict[str, frozenset[str]] = {
    "child.list": frozenset(_SEE_CHILDREN),
    "child.view": frozenset(_SEE_CHILDREN),
    "child.register": frozenset({R.SOCIAL_WORKER, R.TEAM_LEADER}),
    "child.correct": frozenset({R.SOCIAL_WORKER, R.TEAM_LEADER}),
    "child.allocate": frozenset({R.TEAM_LEADER, R.MANAGER}),
    "placement.record": _CASE_WORKERS,
    "order.record": _CASE_WORKERS | {R.LEGAL},
    "route.record": _CASE_WORKERS,
    "episode.record": _CASE_WORKERS,
    "milestone.record": _CASE_WORKERS
    | {R.REVIEWING_CHAIR, R.PANEL_ADMINISTRATOR, R.LEGAL, R.DECISION_MAKER},
    "fact.correct": _CASE_WORKERS | {R.PANEL_ADMINISTRATOR, R.LEGAL, R.DECISION_MAKER, R.MANAGER},
    "clock.list": frozenset(_SEE_CHILDREN - {R.PANEL_MEMBER}),
    "aim.view": frozenset(_SEE_AIMS),
    "aim.children": frozenset(_CASE_WORKERS | {R.MANAGER}),
    "aim.export": frozenset({R.TEAM_LEADER, R.MANAGER}),
    "aim.load": frozenset({R.MANAGER}),
    "import.run": frozenset({R.MANAGER}),
    "timescale.view": frozenset(R),
    "timescale.change": frozenset({R.MANAGER}),
    "person.invite": frozenset({R.SYSTEM_ADMINISTRATOR}),
    ANYONE_SIGNED_IN: frozenset(R),
}

# Which kinds of milestone a role records; a role not named records any that it may reach.
# security.md §4: panel milestones by the panel, decisions by the ADM, orders by legal services.
_DECIDED_ELSEWHERE = frozenset({"panel", "adm_decision", "order_lodged", "order_granted"})
RECORDS_ONLY: dict[str, frozenset[str]] = {
    R.PANEL_ADMINISTRATOR: frozenset({"panel"}),
    R.DECISION_MAKER: frozenset({"adm_decision", "decision_notice"}),
    R.LEGAL: frozenset(
        {
            "order_lodged",
            "order_granted",
            "legal_advice_referral",
            "advice_hearing",
            "consent_certificate_sent",
            "consent_certificate_returned",
        }
    ),
}
RECORDS_ALL_BUT: dict[str, frozenset[str]] = {
    R.SOCIAL_WORKER: _DECIDED_ELSEWHERE,
    R.TEAM_LEADER: _DECIDED_ELSEWHERE,
    R.REVIEWING_CHAIR: _DECIDED_ELSEWHERE,
}


def may(role: str, act: str) -> bool:
    """Whether this role may do this act at all. Unknown acts are open to nobody."""
    if act == PUBLIC or role == SYSTEM:
        return True
    return role in ACTS.get(act, frozenset())


def may_record_kind(role: str, kind_code: str) -> bool:
    """Whether this role records this kind of milestone."""
    if role == SYSTEM:
        return True
    if role in RECORDS_ONLY:
        return kind_code in RECORDS_ONLY[role]
    return may(role, "milestone.record") and kind_code not in RECORDS_ALL_BUT.get(role, frozenset())
