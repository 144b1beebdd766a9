"""The invented people of the demonstration: one for each role in each of the five councils.

Their addresses end in .example, which no mail server ever answers for.
"""

from dataclasses import dataclass
from random import Random

from accounts.roles import Role
from exchange.invention.names import BOYS, FAMILIES, GIRLS
from exchange.invention.places import (
    ARGYLL_AND_BUTE,
    HIGHLAND,
    MIDLOTHIAN,
    NORTH_LANARKSHIRE,
    SOUTH_AYRSHIRE,
    Place,
)

PASSWORD = "demo"
ROLES = (
    Role.SOCIAL_WORKER,
    Role.TEAM_LEADER,
    Role.REVIEWING_CHAIR,
    Role.PANEL_ADMINISTRATOR,
    Role.PANEL_MEMBER,
    Role.LEGAL,
    Role.DECISION_MAKER,
    Role.MANAGER,
    Role.ANALYST,
    Role.SYSTEM_ADMINISTRATOR,
    Role.INFORMATION_GOVERNANCE,
    Role.PARTNER,
    Role.REPORTER,
    Role.CELCIS,
)
IN_A_TEAM = frozenset((Role.SOCIAL_WORKER, Role.TEAM_LEADER))
# In the order of ROLES.
NAMES: dict[str, tuple[str, ...]] = {
    SOUTH_AYRSHIRE.code: (
        "Isla Moffat",
        "Ruth Galbraith",
        "Helen Drummond",
        "Morven Tait",
        "Jean Lockhart",
        "Niamh Orr",
        "Alasdair Keir",
        "Catriona Baird",
        "Hamza Latif",
        "Keith Auld",
        "Moira Pringle",
        "Dr Sunita Rao",
        "Gregor Shaw",
        "Priya Nair",
    ),
    MIDLOTHIAN.code: (
        "Rowan Dewar",
        "Agnes Haldane",
        "Torquil Meek",
        "Shona Ballantyne",
        "Bashir Ahmed",
        "Lorna Kilgour",
        "Marion Syme",
        "Duncan Heriot",
        "Freya Nimmo",
        "Colin Rutherglen",
        "Elspeth Gowans",
        "Dr Peter Oduya",
        "Sheila Cairns",
        "Tom Abernethy",
    ),
    HIGHLAND.code: (
        "Mairi Sinclair",
        "Donnie Gunn",
        "Effie Bannerman",
        "Kenna Mackay",
        "Roddy Swanson",
        "Ishbel Munro",
        "Farquhar Ross",
        "Seonaid Fraser",
        "Wojtek Zielinski",
        "Alec Budge",
        "Una Matheson",
        "Dr Catherine Oag",
        "Willie Harrold",
        "Ingrid Calder",
    ),
    ARGYLL_AND_BUTE.code: (
        "Eoin MacPhail",
        "Flora Darroch",
        "Sandy McKechnie",
        "Peigi Currie",
        "Archie Lamb",
        "Deirdre Colquhoun",
        "Hector Campsie",
        "Rhona McCorquodale",
        "Anil Desai",
        "Stewart Bute",
        "Janet Galloway",
        "Dr Marie Leitch",
        "Norman Weir",
        "Olive Tennant",
    ),
    NORTH_LANARKSHIRE.code: (
        "Chloe Docherty",
        "Frank Rafferty",
        "Margaret Bonnar",
        "Tracy Gilmour",
        "Gurpreet Gill",
        "Stephen Lafferty",
        "Anne-Marie Timmons",
        "Brian Hendry",
        "Leanne Queen",
        "Paul Cusick",
        "Roseanne Devine",
        "Dr Amir Siddiqui",
        "Michelle Boyd",
        "Jack Orrock",
    ),
}
# Colleagues of the demonstration's social worker, by locality.
COLLEAGUES: dict[str, tuple[str, ...]] = {
    "Girvan": ("Ewan Petrie", "Kirsty Weir", "Fatima Aziz"),
}


@dataclass(frozen=True, slots=True)
class Invented:
    """Someone to sign in as. Without a locality they work for the whole council."""

    full_name: str
    email: str
    role: str
    locality: str = ""


def people_of(place: Place, council: str) -> list[Invented]:
    """One for each role; the social worker and the team leader in the first locality."""
    return [
        Invented(
            name,
            address(name, council),
            role,
            place.localities[0] if role in IN_A_TEAM else "",
        )
        for role, name in zip(ROLES, NAMES[place.code], strict=True)
    ]


def social_workers(place: Place, council: str, locality: str, wanted: int) -> list[Invented]:
    """As many as a locality needs, the named ones first."""
    chance = Random(f"{place.code}:{locality}")
    first = [NAMES[place.code][0]] if locality == place.localities[0] else []
    names = [*first, *COLLEAGUES.get(locality, ())]
    while len(names) < wanted:
        name = f"{chance.choice(GIRLS + BOYS)} {chance.choice(FAMILIES)}"
        if name not in names:
            names.append(name)
    return [
        Invented(name, address(name, council), Role.SOCIAL_WORKER, locality)
        for name in names[:wanted]
    ]


def address(full_name: str, council: str) -> str:
    """isla.moffat@south-ayrshire.pace.example"""
    name = full_name.removeprefix("Dr ").lower().replace(" ", ".")
    return f"{name}@{council.lower().replace(' ', '-')}.pace.example"
