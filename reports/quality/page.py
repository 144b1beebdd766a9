"""The data-quality page: what is asked, what may be chosen above it, what it could move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from accounts.actors import Actor
from milestones.gate import localities_of
from milestones.quality.kinds import BY_CODE
from milestones.question_list import (
    OpenQuestion,
    QuestionFilters,
    asks_whose,
    codes_read,
    workers_asked,
)
from reports.quality.aim_shares import AimShare, shares_of
from reports.quality.lines import Group, groups, jumps, last_page, together


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
        return last_page(self.questions)

    @cached_property
    def shares(self) -> list[AimShare]:
        """What is right as recorded moves nothing: there is nothing to put right."""
        if self.filters.is_accepted:
            return []
        return shares_of(self.actor, self.questions, on=self.on)

    def groups(self, number: int) -> list[Group]:
        return groups(
            self.questions,
            number,
            actor=self.actor,
            on=self.on,
            shares=self.shares,
            is_accepted=self.filters.is_accepted,
        )

    def context(self, number: int) -> dict[str, Any]:
        is_asked_whose = asks_whose(self.actor)
        return {
            "groups": self.groups(number),
            "jumps": jumps(self.questions, number),
            "together": together(self.questions, self.shares),
            "number": number,
            "kinds": [BY_CODE[code] for code in codes_read(self.actor)],
            "localities": localities_of(self.actor) if is_asked_whose else None,
            "workers": workers_asked(self.actor) if is_asked_whose else None,
            "may_export": self.actor.may("quality.export"),
        }


def quality_page(
    actor: Actor, filters: QuestionFilters, questions: Sequence[OpenQuestion], *, on: date
) -> QualityPage:
    return QualityPage(actor, filters, questions, on)
