"""Why something odd is right as recorded: the page that asks, and what the list tells after."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.utils import timezone

from cases.models import Child
from milestones.gate import FACTS
from milestones.loading import load_histories
from milestones.models import AcceptedQuestion, Question
from milestones.quality.accepted import KEY, says_now
from milestones.quality.kinds import BY_CODE, QuestionKind
from milestones.question_list import OpenQuestion
from milestones.readable import readable_fact
from reports.quality.mending import Asker, Mend, mends_of
from reports.quality.sentences import sentence_of

Key = tuple[int, str, str, int | None]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who said that it is right as recorded, when, and why."""

    by: str
    at: datetime
    why: str

    @property
    def on(self) -> date:
        return timezone.localtime(self.at).date()


@dataclass(frozen=True, slots=True)
class AcceptPage:
    kind: QuestionKind
    sentence: str
    seen: str
    mend: Mend


def accept_page(question: Question, child: Child) -> AcceptPage:
    """What is asked of this child, and what would mend it; Http404 for a fact not to be read."""
    fact = _fact_of(question, child)
    asked = OpenQuestion(
        code=question.code,
        child_id=child.pk,
        asks_from=question.asks_from,
        fact_kind=question.fact_kind,
        fact_id=question.fact_id,
        about_on=question.about_on,
        public_id=question.public_id,
    )
    history = load_histories(child_ids=[child.pk])[child.pk]
    return AcceptPage(
        BY_CODE[question.code],
        sentence_of(asked, fact),
        says_now(question, history),
        mends_of(Asker(asked, fact, child, child.standing.actor))[0],
    )


def _fact_of(question: Question, child: Child) -> Any:
    rows = FACTS[question.fact_kind]._default_manager.filter(child=child, pk=question.fact_id)
    fact: Any = rows.first()
    if fact is not None:
        fact.child = child
        fact = readable_fact(fact, child.standing)
    if fact is None:
        raise Http404("No such question")
    return fact


def acceptances_of(questions: Collection[OpenQuestion]) -> dict[Key, Acceptance]:
    """By the question's key, in one query."""
    rows = AcceptedQuestion.objects.live().filter(
        child__in={question.child_id for question in questions}
    )
    columns = ("accepted_by__full_name", "accepted_at", "reason")
    return {
        tuple(key): Acceptance(name or "The system", at, why)
        for *key, name, at, why in rows.values_list(*KEY, *columns)
    }
