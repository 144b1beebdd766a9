"""The fourteen roles of the multi-agency team round a child."""

from django.db import models


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_LEADER = "team_leader", "Team leader"
    REVIEWING_CHAIR = "reviewing_chair", "Independent reviewing chair"
    PANEL_ADMINISTRATOR = "panel_administrator", "Panel administrator"
    PANEL_MEMBER = "panel_member", "Panel member"
    LEGAL = "legal", "Legal services"
    DECISION_MAKER = "decision_maker", "Agency Decision Maker"
    MANAGER = "manager", "Service manager"
    ANALYST = "analyst", "Data analyst"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance"
    PARTNER = "partner", "Health or education partner"
    REPORTER = "reporter", "Reporter’s office"
    CELCIS = "celcis", "CELCIS"


# The two letters by which security.md and the councils' own papers know the roles.
LETTERS: dict[str, Role] = {
    "SW": Role.SOCIAL_WORKER,
    "TL": Role.TEAM_LEADER,
    "RO": Role.REVIEWING_CHAIR,
    "PA": Role.PANEL_ADMINISTRATOR,
    "PM": Role.PANEL_MEMBER,
    "LG": Role.LEGAL,
    "ADM": Role.DECISION_MAKER,
    "SM": Role.MANAGER,
    "DA": Role.ANALYST,
    "SA": Role.SYSTEM_ADMINISTRATOR,
    "IG": Role.INFORMATION_GOVERNANCE,
    "PT": Role.PARTNER,
    "RP": Role.REPORTER,
    "CX": Role.CELCIS,
}


def role_named(name: str) -> Role | None:
    """The role by its code, its letters or its title, however it is capitalised."""
    wanted = name.strip().casefold().replace("’", "'")
    for letters, role in LETTERS.items():
        titles = {letters, role.value, role.label.replace("’", "'"), role.value.replace("_", "-")}
        if wanted in {title.casefold() for title in titles}:
            return role
    return None
