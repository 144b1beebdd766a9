"""What an accepted question was about: it holds as long as the facts say the same.

docs/decisions/0020: named by a digest of the question and of the dates of its fact, so that an
import which changes nothing keeps it and a corrected day asks again.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef

from milestones.history import History
from milestones.models import AcceptedQuestion, Question
from milestones.quality.question import EPISODE, MILESTONE, ORDER, PLACEMENT
from milestones.spells import Timeline

KEY = ("child_id", "code", "fact_kind", "fact_id")
# Named one by one: a column that evaluators gain later must not ask all questions again.
TELLS: dict[str, tuple[str, ...]] = {
    MILESTONE: ("kind", "held_on", "planned_on", "outcome", "route"),
    PLACEMENT: ("setting", "began_on", "ended_on"),
    ORDER: ("kind", "made_on", "expires_on", "ended_on"),
    EPISODE: ("began_on", "ended_on", "destination"),
}
Row = tuple[Any, ...]


def says(key: Row, values: Row, history: History) -> str:
    """The question and the dates of the fact it is about, as a digest."""
    _, code, fact_kind, fact_id = key
    told = [code, fact_kind, fact_id, *values]
    for fact in _facts(history, fact_kind):
        if fact.key == fact_id:
            told += [getattr(fact, name) for name in TELLS[fact_kind]]
    return sha256("|".join(str(each) for each in told).encode()).hexdigest()


def _facts(history: History, fact_kind: str) -> Collection[Any]:
    facts: Collection[Any] = getattr(history, f"{fact_kind}s") if fact_kind in TELLS else ()
    return facts


def accepted_now() -> Exists:
    """For a query of questions: those that somebody said are right as recorded."""
    same = {name: OuterRef(name) for name in ("child", "code", "fact_kind", "fact_id")}
    return Exists(AcceptedQuestion.objects.live().filter(**same))


def withdraw_what_changed(
    *,
    child_ids: Collection[int],
    computed: Mapping[Row, Row],
    timelines: Mapping[int, Timeline],
    at: datetime,
) -> int:
    """End what the facts of these children bear out no longer; how many it was."""
    live = AcceptedQuestion.objects.live().filter(child__in=child_ids)
    stale = [
        pk
        for pk, said, *key in live.values_list("pk", "says", *KEY)
        if said != _said_now(tuple(key), computed, timelines)
    ]
    if stale:
        because = AcceptedQuestion.Why.FACTS
        live.filter(pk__in=stale).update(ended_at=at, ended_because=because)
    return len(stale)


def _said_now(
    key: Row, computed: Mapping[Row, Row], timelines: Mapping[int, Timeline]
) -> str | None:
    values = computed.get(key)
    return None if values is None else says(key, values, timelines[key[0]].history)


def key_of(question: Question | AcceptedQuestion) -> dict[str, Any]:
    return {name: getattr(question, name) for name in KEY}


def says_now(question: Question, history: History) -> str:
    """The digest of a stored question, by the facts as they stand."""
    return says(tuple(key_of(question).values()), (question.asks_from, question.about_on), history)
