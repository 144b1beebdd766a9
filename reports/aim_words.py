"""What an aim's page says in words: the verdict, the projection, each status."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.actors import Actor
from aims.horizon import Horizon, horizon, horizon_of
from drawing.words import sentence_day
from milestones.durations import ONE_DAY
from reports.aim_tables import STATUS_NAMES, ChildRow
from reports.aims import FEW_CHILDREN, AimCard


@dataclass(frozen=True, slots=True)
class StatusCount:
    code: str
    name: str
    count: int
    meaning: str


@dataclass(frozen=True, slots=True)
class AimWords:
    card: AimCard

    @property
    def interval(self) -> str:
        """The interval of the leading rate in words; few children make it wide."""
        found = self.card.interval
        if found is None or self.card.is_too_early:
            return ""
        low, high = (round(100 * bound) for bound in found)
        few = ": few children yet" if self.card.lead_rate[1] < FEW_CHILDREN else ""
        return f"Likely between {low}% and {high}%{few}"

    @property
    def lead_caption(self) -> str:
        if self.card.is_coverage and self.card.is_too_early:
            return "Reviewed so far, none due yet"
        return "Of children whose date has passed"

    @property
    def limit(self) -> str:
        return self.card.limit_words or "the limit"

    @property
    def failures_count_after(self) -> str:
        """When a child not yet there begins to count against the rate to date."""
        by = self.card.aim.target_date
        return sentence_day(by) if self.card.is_coverage and by else self.limit

    @property
    def statuses(self) -> list[StatusCount]:
        meanings = self._coverage_meanings() if self.card.is_coverage else self._duration_meanings()
        counts = self.card.report.counts
        return [
            StatusCount(code, STATUS_NAMES[code], counts[code], meanings[code])
            for code in STATUS_NAMES
        ]

    def _duration_meanings(self) -> dict[str, str]:
        limit = self.limit
        return {
            "met": f"reached inside {limit}",
            "met_late": f"reached after {limit}",
            "overdue": f"past {limit}, still not reached",
            "missed_left": f"past {limit}, then left",
            "waiting": f"inside {limit}, not yet reached",
            "left_before_due": f"left inside {limit}",
            "query": "dates that cannot be right",
            "excluded": "outside this aim",
        }

    def _coverage_meanings(self) -> dict[str, str]:
        by = sentence_day(self.card.aim.target_date) if self.card.aim.target_date else "the day"
        return {
            "met": f"reviewed by {by}",
            "met_late": f"reviewed after {by}",
            "overdue": f"not reviewed by {by}",
            "missed_left": "not reviewed, then left",
            "waiting": "not reviewed yet",
            "left_before_due": "the order ended first",
            "query": "dates that cannot be right",
            "excluded": "outside this aim",
        }

    @property
    def horizon(self) -> Horizon | None:
        """How much of the aim's window can be judged by its target date; None without a window."""
        return horizon_of(self.card.aim.document)

    @property
    def entry_days_due(self) -> int | None:
        """How many of the window's entry days have reached their due date by the page's day."""
        found, document = self.horizon, self.card.aim.document
        if found is None:
            return None
        reached = horizon(
            first_entry=date.fromisoformat(document["cohort"]["from"]),
            last_entry=date.fromisoformat(document["cohort"]["from"])
            + timedelta(days=found.entry_days_window - 1),
            amount=document["limit"]["amount"],
            unit=document["limit"]["unit"],
            target_date=self.card.on - ONE_DAY,
        )
        return reached.entry_days_mature

    @property
    def can_be_reached(self) -> str:
        """The answer to “Can it still be reached?”, in a word."""
        projection = self.card.report.projection
        if projection.needed is None:
            return ""
        if projection.needed == 0:
            return "Yes, whatever happens."
        return "Yes." if projection.possible else "No."


WHOSE = {
    "C": "those allocated to you",
    "T": "those your team holds",
    "P": "those you may count one by one, under pseudonyms",
    "A": "those whose records are open to you",
}


def rows_in_words(
    card: AimCard, actor: Actor, rows: Collection[ChildRow], *, status: str = ""
) -> str:
    """How many of the children counted are listed, and why not all; empty where all are."""
    counted = card.report.counts[status] if status in STATUS_NAMES else card.counted
    if len(rows) == counted:
        return ""
    reach = actor.reaches("aim.children")
    whose = next(words for code, words in WHOSE.items() if code in reach)
    return f"Listed: {len(rows)} of the {counted} counted, {whose}."
