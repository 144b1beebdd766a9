"""The people of the world that security checks use: one for each role in each authority."""

from dataclasses import dataclass

from accounts.models import Agency
from accounts.roles import LETTERS, Role

EAST, WEST = "East", "West"
NEAR = frozenset({Role.SOCIAL_WORKER, Role.TEAM_LEADER})
ADDRESS = ".pace.example"


@dataclass(frozen=True, slots=True)
class Council:
    code: str
    name: str
    shares_with_celcis: bool = True


COUNCILS = (
    Council("S99000001", "Alpha"),
    Council("S99000002", "Beta"),
    Council("S99000003", "Gamma", shares_with_celcis=False),
)
# Whom the partners work for; everybody else is the council's own.
AGENCIES: dict[str, tuple[str, str]] = {
    Role.PARTNER: ("NHS {council}", Agency.Kind.HEALTH),
    Role.REPORTER: ("Children’s Reporter, {council}", Agency.Kind.SCRA),
    Role.CELCIS: ("CELCIS", Agency.Kind.CELCIS),
}
UNDER_AN_AGREEMENT = frozenset(AGENCIES)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with one role; `key` is how the plan of children speaks of them."""

    key: str
    role: str
    side: str = ""
    covers: str = ""
    why: str = ""

    def full_name(self, council: Council) -> str:
        return f"{council.name} {self.key.replace('_', ' ').title()}"

    def email(self, council: Council) -> str:
        return f"{self.key.replace('_', '-')}@{council.name.lower()}{ADDRESS}"


LISTED = tuple(
    Someone(letters.lower(), role, side=EAST if role in NEAR else "")
    for letters, role in LETTERS.items()
)
EXTRA = (
    Someone("colleague", Role.SOCIAL_WORKER, EAST, why="The same team, other children"),
    Someone("far_worker", Role.SOCIAL_WORKER, WEST, why="Another team"),
    Someone("far_leader", Role.TEAM_LEADER, WEST, why="Leads the other team"),
    Someone("named", Role.MANAGER, why="Named for the restricted child"),
    Someone("cover", Role.SOCIAL_WORKER, WEST, "sw", why="Covers for the social worker"),
)
EVERYBODY = LISTED + EXTRA
