"""Where the invented children live, and how quickly each council's journeys move."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tempo:
    """Medians in weeks, and who drifts: what makes one council's aims look unlike another's.

    `home_reviewed` is the share of long orders at home reviewed since the council began to,
    `long_at_home` the days after which it does.
    """

    recommendation: float = 33
    recommendation_spread: float = 0.5
    panel: float = 13
    panel_spread: float = 0.33
    lodging: float = 18
    early: float = 0.1
    first_review: str = "review_6_week"
    recommends_at: str = "lac_review"
    feeds_back: bool = False
    home_reviewed: float = 0.5
    long_at_home: int = 731


@dataclass(frozen=True, slots=True)
class Place:
    """`children` is how many came into care away from home in the last three and a half years."""

    code: str
    prefix: str
    localities: tuple[str, ...]
    children: int
    at_home: int
    tempo: Tempo = Tempo()
    switched_on: tuple[str, ...] = ()


ARGYLL_AND_BUTE = Place(
    "S12000035",
    "AB",
    ("Helensburgh", "Oban", "Lochgilphead", "Dunoon", "Campbeltown", "Rothesay"),
    170,
    46,
    Tempo(recommendation=29, first_review="review_2_week", home_reviewed=0.86),
    (
        "meeting_72_hours",
        "review_2_weeks",
        "panel_12_weeks",
        "home_cso_two_years",
    ),
)
HIGHLAND = Place(
    "S12000017",
    "HI",
    ("Caithness", "Inverness", "Lochaber", "Ross-shire", "Skye", "Sutherland", "Nairn"),
    190,
    44,
    Tempo(recommendation=38, panel=8, lodging=11, feeds_back=True, home_reviewed=0.6),
    ("meeting_72_hours", "interim_review_3_months", "home_cso_two_years"),
)
SOUTH_AYRSHIRE = Place(
    "S12000028",
    "SA",
    ("Girvan", "Maybole", "Troon", "Ayr", "Prestwick"),
    160,
    60,
    Tempo(
        recommendation=27,
        panel=15,
        panel_spread=0.6,
        first_review="review_3_week",
        home_reviewed=0.66,
        long_at_home=550,
    ),
    (
        "meeting_72_hours",
        "review_3_weeks",
        "interim_review_3_months",
        "legal_referral_2_weeks_before_review",
        "panel_12_weeks",
        "order_lodged_16_weeks",
    ),
)
NORTH_LANARKSHIRE = Place(
    "S12000050",
    "NL",
    ("Airdrie", "Bellshill", "Coatbridge", "Cumbernauld", "Motherwell", "Wishaw"),
    210,
    30,
    Tempo(recommendation=25, panel=14, recommends_at="permanence_planning_meeting"),
    ("meeting_72_hours", "clear_plan_6_months", "panel_12_weeks", "order_lodged_16_weeks"),
)
MIDLOTHIAN = Place(
    "S12000019",
    "ML",
    ("Dalkeith", "Penicuik", "Bonnyrigg", "Gorebridge"),
    185,
    28,
    Tempo(recommendation=24, panel=10, first_review="review_2_week", early=0.2),
    ("review_2_weeks", "panel_12_weeks", "order_lodged_16_weeks", "home_cso_two_years"),
)
FIVE = (ARGYLL_AND_BUTE, HIGHLAND, SOUTH_AYRSHIRE, NORTH_LANARKSHIRE, MIDLOTHIAN)

# Orkney, Shetland and Na h-Eileanan Siar: numbers so small that figures must be hidden.
ISLANDS = {"S12000023": 1, "S12000027": 3, "S12000013": 2}


def place_elsewhere(code: str, name: str, children: int) -> Place:
    """A council without a poster: its own pace unknown, its localities two at most."""
    words = name.replace("City of ", "").split()
    prefix = "".join(word[0] for word in words)[:2] if len(words) > 1 else words[0][:2]
    localities = (f"{words[-1]} East", f"{words[-1]} West") if children > 8 else (words[-1],)
    return Place(code, prefix.upper(), localities, children, children // 4)
