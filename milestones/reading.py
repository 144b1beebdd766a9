"""One reading of a clock: its dates, and what an aim leaves it out for. Never its status."""

from datetime import date, datetime
from typing import NamedTuple

TRANSFERRED_IN = "transferred_in"
WINDOW = "window"
THRESHOLD = "threshold"
LOCALITY = "locality"
AGE = "age"
AGE_UNKNOWN = "age_unknown"
LEFT_FIRST = "left_first"
"""Gone before a coverage aim could count the child: left out from the day of leaving on."""


class Reading(NamedTuple):
    """A rule running for one child from one start.

    All facts are in it, also those after the day of a question: milestones.status leaves
    those out. `stopped_on` is also the day of an exit that counts as met.
    """

    ref: str
    episode_key: int | None
    started_on: date
    started_at: datetime | None
    due_on: date | None
    due_at: datetime | None
    stopped_on: date | None
    stopped_at: datetime | None
    stopped_by: int | None
    stop_outcome: str
    stopped_by_exit: bool
    ended_on: date | None
    exit_reason: str
    early_stop: bool
    transferred_in: bool
    locality_at_start: str
    excluded_because: str

    @property
    def in_query(self) -> bool:
        return self.early_stop
