"""Words we use: the sector's own, each in a sentence a newcomer understands."""

WORDS: tuple[tuple[str, str], ...] = (
    (
        "Accommodated",
        "Looked after away from home: with kinship or foster carers, prospective adopters, or in "
        "residential care.",
    ),
    (
        "Advice hearing",
        "A children’s hearing that reviews the supervision order and gives the court its advice "
        "on a planned permanence order or adoption.",
    ),
    (
        "Agency Decision Maker (ADM)",
        "The senior officer of the council who decides, in writing, after the panel has "
        "recommended.",
    ),
    (
        "Aim",
        "What an authority has promised: which share of its children reach a stage in time, and "
        "by when.",
    ),
    (
        "CELCIS",
        "The Centre for Excellence for Children’s Care and Protection. It supports councils in "
        "PACE and holds no case records.",
    ),
    (
        "Child protection order (CPO)",
        "A sheriff’s emergency order. It lasts 8 working days at most.",
    ),
    ("Child’s plan", "The written plan of what a child needs and who does what by when."),
    (
        "Children’s hearing",
        "Three lay panel members who decide about compulsory supervision. It is not the "
        "permanence panel.",
    ),
    (
        "Clock",
        "A timescale running for one child: it starts with one dated fact and stops with another.",
    ),
    (
        "Compulsory supervision order (CSO)",
        "A children’s hearing’s order that puts a child under the council’s supervision, at home "
        "or away from it. Called a supervision requirement before 24 June 2013.",
    ),
    ("Direct adoption", "Adopters lodge the petition without a permanence order before it."),
    ("Drift and delay", "Time that passes in a child’s life without progress."),
    (
        "Interim compulsory supervision order (ICSO)",
        "A short supervision order while a decision is prepared: 22 days at most each time.",
    ),
    ("Kinship care", "Care by relatives or friends of the family."),
    (
        "LAC review",
        "The review of a looked after child’s plan that the Looked After Children (Scotland) "
        "Regulations 2009 ask for.",
    ),
    (
        "Lodged and granted",
        "A petition is lodged when it reaches the court; the order is granted when the sheriff "
        "makes it.",
    ),
    (
        "Looked after",
        "In the council’s care in law: under a supervision order, accommodated by agreement, or "
        "under another order that makes the council responsible.",
    ),
    (
        "Milestone",
        "A dated event of the journey: a meeting, a review, a recommendation, a decision, an "
        "order.",
    ),
    ("PACE", "Permanence and Care Excellence: a programme of improvement by Scottish councils."),
    (
        "Permanence",
        "A home a child can count on until they are grown up: at home again, with kinship "
        "carers, under a permanence order, or adopted.",
    ),
    (
        "Permanence order (PO)",
        "A sheriff’s order that gives the council the right to decide where the child lives, and "
        "may share other parental responsibilities and rights.",
    ),
    (
        "Permanence order with authority to adopt (POA)",
        "A permanence order that also allows the child to be placed for adoption.",
    ),
    (
        "Permanence panel",
        "The council’s panel that considers the plan for a child and recommends; it does not "
        "decide.",
    ),
    (
        "Permanence Planning Meeting (PPM)",
        "A meeting that plans, and in some councils itself recommends, permanence.",
    ),
    (
        "Reporter",
        "An officer of the Scottish Children’s Reporter Administration, who decides whether a "
        "hearing is needed and arranges it.",
    ),
    ("Route to permanence", "Where the child is planned to grow up, and by which order."),
    (
        "Section 25",
        "Accommodation by agreement with the parents, under the Children (Scotland) Act 1995.",
    ),
    (
        "72-hour meeting",
        "The first meeting of everyone who knows a child, within 3 days of coming into care.",
    ),
    (
        "Timescale",
        "A rule: from one kind of fact to another within a limit, in law, guidance or local "
        "practice.",
    ),
)
