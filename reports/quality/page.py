"""The data-quality page: what is asked, what may be chosen above it, what it could move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.addresses import last_page
from milestones.quality.kinds import BY_CODE
from milestones.question_list import (
    OpenQuestion,
    QuestionFilters,
    asks_where,
    asks_whose,
    choices_of,
    codes_read,
    is_pseudonymous,
)
from reports.quality.lines import PAGE, groups, jumps, known_of, together


@dataclass(frozen=True)
class QualityPage:
    actor: Actor
    filters: QuestionFilters
    questions: Sequence[OpenQuestion]
    on: date

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def last(self) -> int:
        return last_page(self.total, at_once=PAGE)

    def context(self, number: int) -> dict[str, Any]:
        """What the page of that number shows."""
        page = self.questions[(number - 1) * PAGE : number * PAGE]
        known = known_of(
            self.actor, self.questions, page, is_accepted=self.filters.is_accepted, on=self.on
        )
        localities, workers = choices_of(self.actor) if asks_where(self.actor) else (None, None)
        return {
            "groups": groups(self.questions, page, known),
            "jumps": jumps(self.questions, number),
            "together": together(self.questions, known.shares),
            "number": number,
            "kinds": [BY_CODE[code] for code in codes_read(self.actor)],
            "localities": localities,
            "workers": workers if asks_whose(self.actor) else None,
            "is_pseudonymous": is_pseudonymous(self.actor),
            "may_export": self.actor.may("quality.export"),
        }


def quality_page(
    actor: Actor, filters: QuestionFilters, questions: Sequence[OpenQuestion], *, on: date
) -> QualityPage:
    return QualityPage(actor, filters, questions, on)
