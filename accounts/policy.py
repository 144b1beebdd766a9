"""Roles × acts × scopes, as data: the one table that pages, API, exports and jobs ask.

security.md §4. An act is named noun.verb; a cell says how far a role reaches with it:

    C  children allocated to the person    G  granted case by case, with an end
    T  children of the person's team       P  without names: a pseudonym, the month of birth
    L  the person's locality               S  published aggregates
    A  the authority                       Y  yes: the act concerns no child

    E  opened by the person in an emergency, for four hours

No cell, no act. docs/access.md is printed from here (accounts.access_table) and tested equal.
"""

from dataclasses import dataclass

from accounts.roles import LETTERS
from accounts.roles import Role as R

SYSTEM = "system"
PUBLIC = "public"
ANYONE_SIGNED_IN = "account.use"


@dataclass(frozen=True, slots=True)
class Row:
    """One act: what it is in plain words, and which role reaches how far with it."""

    act: str
    words: str
    cells: dict[str, str]


def row(act: str, words: str, **cells: str) -> Row:
    return Row(act, words, {LETTERS[letters]: codes for letters, codes in cells.items()})


def everybody(act: str, words: str) -> Row:
    return Row(act, words, dict.fromkeys(R.values, "Y"))


_SEE = {"RO": "G", "PA": "G", "PM": "G", "LG": "GE", "ADM": "G"}
_PARTNERS = {"PT": "G", "RP": "G"}

TABLE: tuple[Row, ...] = (
    # Reading
    row("child.view", "Child identity", SW="CTE", TL="TE", SM="A", DA="P", **_SEE, **_PARTNERS),
    row("child.list", "Find a child", SW="CTE", TL="TE", SM="A", **_SEE, **_PARTNERS),
    row(
        "clock.list",
        "Overdue dashboard",
        SW="C",
        TL="T",
        RO="G",
        PA="G",
        LG="G",
        ADM="G",
        SM="A",
        DA="P",
        PT="G",
    ),
    row("quality.list", "Data-quality list", SW="C", TL="T", SM="A", DA="P"),
    row("clock.export", "Export the overdue list (reason)", TL="T", SM="A", DA="P"),
    row("quality.export", "Export the data-quality list (reason)", TL="T", SM="A", DA="P"),
    row("aim.view", "Aim %", SW="L", TL="L", ADM="A", SM="A", DA="A"),
    row("aim.children", "Aim drill-down to children", SW="C", TL="T", SM="A", DA="P"),
    row("aim.export", "Export child rows (reason)", TL="T", SM="A", DA="P"),
    row("history.view", "What the record said on a day", SW="C", TL="T", SM="A"),
    row("looks.view", "Who has looked at this child", SW="C", TL="T", SM="A"),
    # Writing facts
    row(
        "milestone.record",
        "Log milestones of its own kinds",
        SW="C",
        TL="T",
        RO="G",
        PA="G",
        LG="G",
        ADM="G",
    ),
    row("milestone.record_general", "Log general milestones", SW="C", TL="T", RO="G"),
    row("milestone.record_panel", "Panel milestones and minutes", PA="G"),
    row("milestone.record_decision", "ADM decision", ADM="G"),
    row("milestone.propose_decision", "Plan the ADM’s decision", PA="G"),
    row("milestone.record_order", "Orders lodged and granted", LG="G"),
    row(
        "milestone.plan",
        "Agree the day of a meeting",
        SW="C",
        TL="T",
        RO="G",
        PA="G",
        LG="G",
        ADM="G",
    ),
    row("placement.record", "Placement", SW="C", TL="T"),
    row("address.record", "Placement address, adopter identity", SW="C", TL="T", PA="G", LG="G"),
    row("order.record", "Legal order made, continued, ended", SW="C", TL="T", LG="G"),
    row("route.record", "Route to permanence", SW="C", TL="T"),
    row("episode.record", "Being looked after begun and ended", SW="C", TL="T"),
    row("note.record", "Health, legal-advice and panel notes", PA="G", LG="G", PT="G"),
    row("extension.grant", "Grant a clock a later day", TL="T", SM="A"),
    row("flag.acknowledge", "Acknowledge a flag with its cause", SW="C", TL="T", SM="A"),
    row("flag.snooze", "No notices of a clock until a day", SW="C", TL="T", SM="A"),
    row(
        "fact.correct", "Correct or void a record (reason)", TL="T", PA="G", LG="G", ADM="G", SM="A"
    ),
    row("fact.ask_correction", "Ask for a correction", SW="C", RO="G", PT="G"),
    row("question.accept", "Say that what looks odd is right (reason)", SW="C", TL="T", SM="A"),
    # Children, and who works with them
    row("child.register", "Register a child", SW="Y", TL="Y"),
    row("child.correct", "Correct a child’s own details (reason)", SW="C", TL="T"),
    row("child.move", "Move a child to another locality", TL="T", SM="A"),
    row("child.allocate", "Allocate, transfer, put on an agenda, instruct, share", TL="T", SM="A"),
    row("child.who", "Who may know of this child, and why", SW="C", TL="T", SM="A"),
    row("cover.arrange", "Cover for a colleague", TL="Y", SM="Y"),
    row("pack.issue", "Issue the panel’s pack to its members", PA="G"),
    row("interest.declare", "Declare an interest", RO="G", PA="G", PM="G", LG="G", ADM="G"),
    row("emergency.open", "Break-glass (own authority, 4 hours)", SW="Y", TL="Y", LG="Y", SM="Y"),
    # Restricted, barred, sealed
    row("restriction.ask", "Ask to restrict or bar", SW="C", TL="T", LG="G"),
    row("restriction.approve", "Restrict or bar", SM="Y"),
    row("restriction.review", "Review restrictions every 90 days", SM="Y", IG="Y"),
    row("seal.propose", "Propose to seal after adoption", PA="G", LG="G"),
    row("seal.approve", "Seal after adoption", SM="Y", IG="Y"),
    row("seal.release", "Release a sealed record, with the other of the two", SM="Y", IG="Y"),
    row("seal.read", "Read a released record", SM="Y"),
    row("proposal.decide", "Answer what colleagues ask for", TL="Y", SM="Y", IG="Y"),
    # The authority
    row("timescale.change", "Timescales and holidays", SM="Y"),
    row("aim.load", "Define aims", SM="Y"),
    row("import.prepare", "Prepare an import (dry run)", SM="Y"),
    row("import.run", "Approve an import", SM="Y"),
    row("person.invite", "Users and memberships", SA="Y"),
    row("person.approve", "Let a person into a high role", SM="Y"),
    row("token.issue", "Tokens of other systems", SA="Y"),
    row("access.review", "Quarterly access review", SA="Y", IG="Y"),
    row("nightly.view", "When the nightly work last ran", SM="Y", SA="Y", IG="Y"),
    row("audit.view", "Whole audit", IG="A"),
    row("emergency.review", "Break-glass review", SM="Y", IG="A"),
    everybody("timescale.view", "The rules and where they come from"),
    everybody("api.schema", "The API’s description"),
    everybody("notice.list", "Own notices, and how often they are mailed"),
    everybody(ANYONE_SIGNED_IN, "Own account and role"),
)

ROWS: dict[str, Row] = {each.act: each for each in TABLE}
ACTS: dict[str, frozenset[str]] = {each.act: frozenset(each.cells) for each in TABLE}

# A role that may prepare an import without being a manager is a clerk named for it: a manager's
# own membership. An analyst, who sees pseudonyms only, never holds the names an import carries.

# Which kinds of milestone an act records; general ones are all that no office keeps for itself.
PANEL_KINDS = frozenset({"panel"})
DECISION_KINDS = frozenset({"adm_decision", "decision_notice"})
ORDER_KINDS = frozenset(
    {
        "order_lodged",
        "order_granted",
        "legal_advice_referral",
        "advice_hearing",
        "consent_certificate_sent",
        "consent_certificate_returned",
    }
)
# A social worker refers to legal advice and hearings too; the decisions are the offices' alone.
KEPT_BY_AN_OFFICE = frozenset({"panel", "adm_decision", "order_lodged", "order_granted"})
RECORDS_ONLY: dict[str, frozenset[str]] = {
    R.PANEL_ADMINISTRATOR: PANEL_KINDS,
    R.DECISION_MAKER: DECISION_KINDS,
    R.LEGAL: ORDER_KINDS,
}
# What a record is made of, and which role reads which part; security.md §4's rows.
FIELD_GROUPS: dict[str, str] = {
    "identity": "Name, reference, date of birth",
    "placements": "Where the child lives, in general words",
    "address": "Placement address, who the carers or adopters are",
    "reviews": "Reviews and general milestones",
    "panel": "Panel milestones and minutes",
    "decision": "ADM decision",
    "legal_basis": "Compulsory orders and hearings",
    "orders": "Petitions lodged, permanence and adoption orders",
    "legal_advice": "Legal-advice notes",
    "health": "Health notes",
    "plan": "Route to permanence and its reasons",
    "people": "Who works with the child",
}
_ALL = frozenset(FIELD_GROUPS)
_OF_A_PANEL = _ALL - {"address", "decision", "legal_advice"}
READS: dict[str, frozenset[str]] = {
    R.SOCIAL_WORKER: _ALL,
    R.TEAM_LEADER: _ALL,
    R.REVIEWING_CHAIR: _ALL - {"address", "orders", "legal_advice"},
    R.PANEL_ADMINISTRATOR: _OF_A_PANEL | {"address", "decision"},
    R.PANEL_MEMBER: _OF_A_PANEL,
    R.LEGAL: _ALL - {"health"},
    R.DECISION_MAKER: _OF_A_PANEL | {"decision", "legal_advice"},
    R.MANAGER: _ALL - {"health", "address"},
    # A partner reads what the share names, never more than these; the Reporter what concerns
    # compulsory orders and hearings.
    R.PARTNER: frozenset({"identity", "placements", "reviews", "plan", "health", "people"}),
    R.REPORTER: frozenset({"identity", "legal_basis"}),
}
NAMED_IN_A_SHARE = frozenset({R.PARTNER, R.REPORTER})
WRITES_NOTES: dict[str, str] = {
    R.PANEL_ADMINISTRATOR: "panel",
    R.LEGAL: "legal_advice",
    R.PARTNER: "health",
}
# A partner's health note is their own agency's; other agencies' are not theirs to read.
READS_OWN_AGENCY_ONLY: dict[str, frozenset[str]] = {R.PARTNER: frozenset({"health"})}
# The Reporter sees compulsory orders and hearings, not the petitions for permanence.
HEARING_KINDS = frozenset({"reporter_referral", "advice_hearing", "childrens_hearing"})
COMPULSORY_ORDERS = frozenset({"cso", "icso", "cpo", "section_25"})

# Whose word a proposal needs, each from another person than the proposer (security.md §4).
NEEDS: dict[str, frozenset[str]] = {
    "correction": frozenset({R.TEAM_LEADER}),
    "restrict": frozenset({R.MANAGER}),
    "lift_restriction": frozenset({R.MANAGER}),
    "bar": frozenset({R.MANAGER}),
    "lift_bar": frozenset({R.MANAGER}),
    "seal": frozenset({R.MANAGER, R.INFORMATION_GOVERNANCE}),
    "release": frozenset({R.MANAGER, R.INFORMATION_GOVERNANCE}),
}
MOST_EXPORTED_ROWS: dict[str, int] = {R.TEAM_LEADER: 200}
EMERGENCIES_IN_SEVEN_DAYS = 5
SIT_ON_A_PANEL = frozenset({R.PANEL_ADMINISTRATOR, R.PANEL_MEMBER})


def codes_of(role: str, act: str) -> frozenset[str]:
    """How far a role reaches with an act; empty where it may not at all."""
    return frozenset(ROWS[act].cells.get(role, "")) if act in ROWS else frozenset()


def may(role: str, act: str) -> bool:
    """Whether this role may do this act at all. Unknown acts are open to nobody."""
    if act == PUBLIC or role == SYSTEM:
        return True
    return role in ACTS.get(act, frozenset())


def concerns_a_child(act: str) -> bool:
    """Whether the act's reach is measured by the relationship to one child."""
    return act in ROWS and any(set(codes) & set("CTG") for codes in ROWS[act].cells.values())


def may_record_kind(role: str, kind_code: str) -> bool:
    """Whether this role records this kind of milestone."""
    if role == SYSTEM:
        return True
    if role in RECORDS_ONLY:
        return kind_code in RECORDS_ONLY[role]
    return may(role, "milestone.record_general") and kind_code not in KEPT_BY_AN_OFFICE


def may_plan_kind(role: str, kind_code: str) -> bool:
    """The panel's desk plans the ADM's decision, and proposes no more than its day."""
    proposes = may(role, "milestone.propose_decision") and kind_code in DECISION_KINDS
    return proposes or may_record_kind(role, kind_code)


def group_of_kind(kind_code: str) -> str:
    """The field group a milestone of this kind belongs to."""
    if kind_code in PANEL_KINDS:
        return "panel"
    if kind_code in DECISION_KINDS:
        return "decision"
    if kind_code in HEARING_KINDS:
        return "legal_basis"
    return "orders" if kind_code in ORDER_KINDS else "reviews"


def group_of_order(kind_code: str) -> str:
    """The field group a legal order of this kind belongs to."""
    return "legal_basis" if kind_code in COMPULSORY_ORDERS else "orders"


# Who reads what was noted with a milestone, where that is less than who sees the milestone.
NOTE_GROUPS = {"legal_advice_referral": "legal_advice", "medical_consultation": "health"}


def group_of_note(kind_code: str) -> str:
    """The field group of the words noted with a milestone of this kind."""
    return NOTE_GROUPS.get(kind_code) or group_of_kind(kind_code)
