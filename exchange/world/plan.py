"""The children of the world, as data: in which state each is, and whose."""

from dataclasses import dataclass

from accounts.roles import Role
from cases.models import Grant
from exchange.world.cast import EAST, WEST

G = Grant.Ground
OPEN, RESTRICTED, BARRED, SEALED = "open", "restricted", "barred", "sealed"

# Each place where text is planted, and the field group that text belongs to.
PLACES: dict[str, str] = {
    "child.child_ref": "identity",
    "child.given_name": "identity",
    "child.family_name": "identity",
    "family.ref": "identity",
    "involvement.purpose": "people",
    "involvement.email": "people",
    "involvement.void_reason": "people",
    "episode.void_reason": "placements",
    "placement.void_reason": "placements",
    "placement.address": "address",
    "placement.carers": "address",
    "placement.former_address": "address",
    "order.void_reason": "legal_basis",
    "petition.void_reason": "orders",
    "route.reason": "plan",
    "route.void_reason": "plan",
    "milestone.lac_review": "reviews",
    "milestone.permanence_planning_meeting": "reviews",
    "milestone.planned_review": "reviews",
    "milestone.planned_panel": "panel",
    "milestone.planned_decision": "decision",
    "milestone.planned_lodging": "orders",
    "milestone.void_reason": "reviews",
    "milestone.childrens_hearing": "legal_basis",
    "milestone.legal_advice_referral": "legal_advice",
    "milestone.medical_consultation": "health",
    "milestone.panel": "panel",
    "milestone.adm_decision": "decision",
    "milestone.order_lodged": "orders",
    "extension.granted_by": "reviews",
    "extension.reason": "reviews",
    "extension.void_reason": "reviews",
    "delay.note": "reviews",
    "snooze.reason": "reviews",
    "accepted_question.reason": "reviews",
    "note.health": "health",
    "note.health_elsewhere": "health",
    "note.legal_advice": "legal_advice",
    "note.panel": "panel",
    "note.void_reason": "health",
}
# Facts by name, and what addresses call their kind.
FACTS: dict[str, str] = {
    "lac_review": "milestone",
    "planned_review": "milestone",
    "planned_panel": "milestone",
    "planned_decision": "milestone",
    "planned_lodging": "milestone",
    "childrens_hearing": "milestone",
    "legal_advice_referral": "milestone",
    "medical_consultation": "milestone",
    "panel": "milestone",
    "adm_decision": "milestone",
    "order_lodged": "milestone",
    "voided_review": "milestone",
    "episode": "episode",
    "placement": "placement",
    "former_placement": "placement",
    "cso": "order",
    "route": "route",
    "note_health": "note",
    "note_health_elsewhere": "note",
    "note_legal_advice": "note",
    "note_panel": "note",
    "extension": "extension",
    "worker": "involvement",
}
# Reasons are read by duty too, by those who approve, review and audit them without knowing whom
# they are about; they are told apart from what only those may read who may know the child.
REASONS = (
    "grant.purpose",
    "grant.revoke_reason",
    "restriction.reason",
    "restriction.lift_reason",
    "bar.reason",
    "bar.lift_reason",
    "proposal.reason",
    "approval.words",
    "emergency.purpose",
)


@dataclass(frozen=True, slots=True)
class Leave:
    """A grant: to one person, or to an office where nobody is named."""

    ground: str
    role: str
    person: str = ""
    field_groups: tuple[str, ...] = ()
    meets: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One child: who carries them, which team, who was let in, and what closes the record."""

    key: str
    state: str = OPEN
    worker: str = ""
    team: str = ""
    leave: tuple[Leave, ...] = ()
    named: tuple[str, ...] = ()
    family_of: str = ""
    is_former: bool = False
    asked: str = ""


REVIEW = Leave(G.OWN_REVIEW, Role.REVIEWING_CHAIR, "ro")
AGENDA = (
    Leave(G.AGENDA_ITEM, Role.PANEL_ADMINISTRATOR, meets=True),
    Leave(G.AGENDA_ITEM, Role.PANEL_MEMBER, "pm", meets=True),
)
INSTRUCTED = Leave(G.LEGAL_INSTRUCTION, Role.LEGAL)
AWAITED = Leave(G.AWAITING_DECISION, Role.DECISION_MAKER)
HEALTH_SHARE = Leave(G.SHARE, Role.PARTNER, "pt", ("reviews", "health"))
REPORTER_SHARE = Leave(G.SHARE, Role.REPORTER, "rp", ("legal_basis",))
ALL_LEAVE = (REVIEW, *AGENDA, INSTRUCTED, AWAITED, HEALTH_SHARE, REPORTER_SHARE)
ENDED_LEAVE = tuple(
    Leave(each.ground, each.role, each.person, each.field_groups, each.meets, is_over=True)
    for each in ALL_LEAVE
)

STORIES = (
    Story("own", worker="sw", team=EAST, asked="correction"),
    Story("team", worker="colleague", team=EAST, asked="restrict"),
    Story("elsewhere", worker="far_worker", team=WEST, family_of="own"),
    Story("review", worker="far_worker", team=WEST, leave=(REVIEW,)),
    Story("agenda", worker="far_worker", team=WEST, leave=AGENDA),
    Story("legal", worker="far_worker", team=WEST, leave=(INSTRUCTED,), asked="seal"),
    Story("decision", worker="far_worker", team=WEST, leave=(AWAITED,)),
    Story("health", worker="far_worker", team=WEST, leave=(HEALTH_SHARE,)),
    Story("reporter", worker="far_worker", team=WEST, leave=(REPORTER_SHARE,)),
    # Was the social worker's, the team's and everybody's: all of it is over.
    Story("former", worker="sw", team=EAST, leave=ENDED_LEAVE, is_former=True),
    # Nobody's, and looked at in an emergency that is over and still to be judged.
    Story("nobodys", leave=(Leave(G.BREAK_GLASS, Role.LEGAL, "lg", is_over=True),)),
    Story("restricted", RESTRICTED, "sw", EAST, ALL_LEAVE, named=("named",), family_of="own"),
    Story("barred", BARRED, "sw", EAST, ALL_LEAVE),
    Story("sealed", SEALED, "sw", EAST, ALL_LEAVE),
)
