"""A question as a value: which oddity, of which fact, from which day on."""

from dataclasses import dataclass
from datetime import date

MILESTONE, PLACEMENT, ORDER, EPISODE = "milestone", "placement", "order", "episode"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to look at. `about_on` is the other day that it is about, where there is one.

    Time enters by `asks_from` alone: before that day nothing is asked.
    """

    code: str
    asks_from: date
    fact_kind: str = ""
    fact_key: int | None = None
    about_on: date | None = None

    @property
    def key(self) -> tuple[str, str, int | None]:
        """A question is asked once of a fact."""
        return self.code, self.fact_kind, self.fact_key
