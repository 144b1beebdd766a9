"""What a list of work is called for each role, and why it may be empty."""

from accounts.actors import Actor
from accounts.roles import Role
from milestones.reach import works_under_pseudonyms
from milestones.work.lists import Filters

Words = tuple[str, str]

HEADINGS: dict[str, str] = {
    Role.SOCIAL_WORKER: "My work",
    Role.TEAM_LEADER: "Your team’s work",
    Role.REVIEWING_CHAIR: "Children whose reviews you chair",
    Role.PANEL_ADMINISTRATOR: "Awaiting the panel",
    Role.LEGAL: "With legal services",
    Role.DECISION_MAKER: "Awaiting your decision",
    Role.PARTNER: "Shared with you",
}
# For each reach: what is not there, and when it will be.
NOBODY: dict[str, Words] = {
    Role.SOCIAL_WORKER: (
        "Nothing is due for your children",
        "When a child is allocated to you, every date that matters for that child appears here: "
        "what is overdue first, then what is due this week. If you expected to see children here, "
        "ask your team leader, or check that you are acting under the right role at the top of "
        "the page.",
    ),
    Role.TEAM_LEADER: (
        "Nothing is due for your team’s children",
        "The children whom your team holds appear here with every date that matters. If a child "
        "is missing, the team that holds them now can transfer them to yours.",
    ),
    Role.REVIEWING_CHAIR: (
        "Nothing is due for reviews you chair",
        "When a team leader names you as the chair of a child’s reviews, their dates appear here.",
    ),
    Role.PANEL_ADMINISTRATOR: (
        "Nothing waits for the panel",
        "When a team leader puts a child on a panel’s agenda, the panel’s limit appears here.",
    ),
    Role.LEGAL: (
        "Nothing waits for legal services",
        "When a team leader instructs legal services in a child’s case, its limits appear here.",
    ),
    Role.DECISION_MAKER: (
        "Nothing waits for your decision",
        "When a panel’s recommendation is recorded, the child appears here with the day the "
        "decision is due.",
    ),
    Role.PARTNER: (
        "Nothing is due in what is shared with you",
        "When a council shares a child’s reviews with you, their dates appear here until the "
        "share ends.",
    ),
}


def heading_of(actor: Actor) -> str:
    return HEADINGS.get(actor.role, "Overdue and due")


def nothing_due(actor: Actor, filters: Filters) -> Words:
    """The heading and the sentence of an empty list."""
    if filters.is_narrow:
        return "Nothing is due", "No clock is running that answers to these filters."
    if works_under_pseudonyms(actor):
        return "Nothing is due", f"No clock is running in {actor.authority}."
    return NOBODY.get(
        actor.role, ("Nothing is due", f"No clock is running for a child of {actor.authority}.")
    )
