"""What a share opens to a partner, said in one sentence."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.policy import FIELD_GROUPS, NAMED_IN_A_SHARE
from accounts.today import today
from cases.models import Grant
from cases.standing import Standing
from drawing.words import listed

NAME_AND_DATE = "identity"
SPOKEN = {
    "placements": "where the child lives",
    "reviews": "reviews",
    "plan": "the route to permanence",
    "health": "health notes of your own agency",
    "people": "who works with the child",
    "legal_basis": "compulsory orders and hearings",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One share: its last day, what it is for, and what it shows."""

    until: date
    purpose: str
    shows: str


def shares_of(standing: Standing) -> list[Share]:
    """The shares that open this record to a partner; none for those of the council."""
    if standing.actor.role not in NAMED_IN_A_SHARE:
        return []
    read = [group for group in FIELD_GROUPS if standing.reads(group) and group != NAME_AND_DATE]
    words = [SPOKEN.get(group, FIELD_GROUPS[group].lower()) for group in read]
    shows = listed(words, last="and") or "nothing more than the name"
    return [Share(_last_day(grant), grant.purpose, shows) for grant in standing.grants]


def _last_day(grant: Grant) -> date:
    """A share that ends at midnight is open through the day before."""
    return today(grant.ends_at - timedelta(microseconds=1))
