"""The phrases aims are written in, taken from the published ones wherever they have one."""

# Kind → what will happen to the child, and how that event is referred to afterwards.
MILESTONES: dict[str, tuple[str, str]] = {
    "meeting_72_hour": ("have a 72-hour meeting", "the 72-hour meeting"),
    "review_2_week": ("have a 2-week review", "the 2-week review"),
    "review_3_week": ("have a 3-week review", "the 3-week review"),
    "review_6_week": ("have a 6-week review", "the 6-week review"),
    "review_3_month": ("have a 3-month review", "the 3-month review"),
    "review_6_month": ("have a 6-month review", "the 6-month review"),
    "lac_review": ("have a looked-after review", "the looked-after review"),
    "home_review": (
        "have a review of their whole time on the order",
        "the review of their time on the order",
    ),
    "review_feedback": ("have that review fed back to managers", "the feedback to managers"),
    "permanence_planning_meeting": (
        "have a Permanence Planning Meeting",
        "the Permanence Planning Meeting",
    ),
    "legal_advice_referral": ("be referred for legal advice", "the referral for legal advice"),
    "panel": ("be presented to the permanence panel", "the permanence panel"),
    "adm_decision": (
        "have a decision by the Agency Decision Maker",
        "the Agency Decision Maker’s decision",
    ),
    "decision_notice": ("have notice of the decision given", "the notice of the decision"),
    "reporter_referral": ("be referred to the Reporter", "the referral to the Reporter"),
    "advice_hearing": ("have an advice hearing", "the advice hearing"),
    "childrens_hearing": ("have a children’s hearing", "the children’s hearing"),
    "order_lodged": ("have the order lodged in court", "the day the order was lodged"),
    "order_granted": ("have the court decide on the order", "the court’s decision"),
    "carer_visit": ("be visited with their carer", "the visit"),
    "medical_consultation": ("have a medical consultation", "the medical consultation"),
    "parenting_assessment": ("have a parenting assessment", "the parenting assessment"),
}

# Outcome, and kind where it matters → what will happen, what has happened, how it is referred to.
OUTCOMES: dict[tuple[str, str], tuple[str, str, str]] = {
    ("", "permanence_recommended"): (
        "have a recommendation for permanence{route}",
        "who have a recommendation for permanence{route}",
        "that recommendation",
    ),
    ("permanence_planning_meeting", "permanence_recommended"): (
        "have a decision for permanence{route} made by a Permanence Planning Meeting",
        "who have a plan{route}",
        "their Permanence Planning Meeting",
    ),
    ("panel", "recommended"): (
        "be recommended{route} by the permanence panel",
        "recommended{route} by the permanence panel",
        "the panel’s recommendation",
    ),
    ("adm_decision", "approved"): (
        "have the plan{route} approved by the Agency Decision Maker",
        "whose plan{route} is approved by the Agency Decision Maker",
        "that approval",
    ),
    ("order_granted", "granted"): (
        "have the order{route} granted",
        "whose order{route} is granted",
        "the granting of the order",
    ),
    ("home_review", "end_order"): (
        "have a review that recommends ending the order",
        "whose review recommends ending the order",
        "that review",
    ),
}
LAC_REVIEWS = frozenset(
    (
        "lac_review",
        "review_2_week",
        "review_3_week",
        "review_6_week",
        "review_3_month",
        "review_6_month",
    )
)
MEETINGS = {
    LAC_REVIEWS: "at a looked-after review",
    frozenset(["lac_review"]): "at a looked-after review",
    frozenset(["lac_review", "permanence_planning_meeting"]): (
        "at a looked-after review or Permanence Planning Meeting"
    ),
    LAC_REVIEWS | {"permanence_planning_meeting"}: (
        "at a looked-after review or Permanence Planning Meeting"
    ),
}
ROUTES = {
    "home": "at home",
    "kinship": "kinship care",
    "permanence_order": "a permanence order",
    "permanence_order_adoption": "a permanence order with authority to adopt",
    "direct_adoption": "direct adoption",
}
AWAY_FROM_HOME = frozenset(ROUTES) - {"home"}

# Fact → who the children are, and what the limit is counted from.
FACTS = {
    "looked_after": ("who become looked after", "becoming looked after"),
    "accommodated": ("who become looked after and accommodated", "becoming accommodated"),
    "situation_began": ("who begin to be {situation}", "that day"),
    "placement_began": ("who are placed{settings}", "the placement"),
    "order_made": ("for whom {orders} is made", "the day the order was made"),
    "order_ended": ("for whom {orders} ends", "the day the order ended"),
}
STOP_FACTS = {
    "looked_after": "become looked after",
    "accommodated": "become accommodated",
    "situation_began": "be {situation}",
    "placement_began": "be placed{settings}",
    "order_made": "have {orders} made",
    "order_ended": "have {orders} ended",
}
SETTINGS = {
    "home": "at home",
    "kinship": "in kinship care",
    "foster": "in foster care",
    "prospective_adopters": "with prospective adopters",
    "residential": "in residential care",
    "secure": "in secure care",
    "other": "elsewhere",
}
ORDERS = {
    "cso": "a compulsory supervision order",
    "icso": "an interim compulsory supervision order",
    "cpo": "a child protection order",
    "section_25": "section 25",
    "permanence_order": "a permanence order",
    "permanence_order_adoption": "a permanence order with authority to adopt",
    "adoption_order": "an adoption order",
    "kinship_care_order": "a kinship care order",
}
PATHWAYS = {
    "home": "home (rehabilitation)",
    "kinship": "kinship care",
    "permanence_order": "a permanence order",
    "permanence_order_adoption": "a permanence order with authority to adopt",
    "direct_adoption": "direct adoption",
}
EXITS = {
    "home": "A return home",
    "home_permanent": "A permanent return home",
    "kinship_order": "Leaving on a kinship care order",
    "adopted": "Adoption",
    "adulthood": "Reaching adulthood",
    "transferred": "A transfer to another council",
    "died": "A death",
    "other": "Leaving for another reason",
}
