"""A question answered: the facts are right as recorded; and asked again."""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor
from cases.services.facts import refuse
from cases.services.leave import WHY, leave_change
from milestones.loading import load_histories
from milestones.models import AcceptedQuestion, Question
from milestones.quality.accepted import key_of, says_now
from milestones.quality.owners import ACCEPT, may_accept_question

LONGEST = 500
GONE = "The facts were changed meanwhile, and this is not asked any more. Look at the list again."
MEANWHILE = (
    "The record was changed since you opened this page. Read again what is asked, then decide."
)
Why = AcceptedQuestion.Why


def accept_question(*, question: Question, by: Actor, seen: str, reason: str) -> AcceptedQuestion:
    """What looks odd is right: the question leaves the list until its facts change.

    `seen` names what the question said when it was read. Said again of the same facts, as by a
    double click, it is the answer that stands already. Raises ValidationError keyed by field.
    """
    reason = reason.strip()
    too_long = f"Say it in {LONGEST} letters or fewer." if len(reason) > LONGEST else None
    refuse({"reason": too_long if reason else WHY})
    with leave_change(child=question.child, by=by, act=ACCEPT, reason=reason) as detail:
        said = _says_now(question, by)
        if said != seen:
            raise ValidationError(MEANWHILE)
        accepted = AcceptedQuestion.objects.live().filter(**key_of(question), says=said).first()
        if accepted is None:
            accepted = AcceptedQuestion.objects.create(
                **key_of(question),
                authority_id=question.authority_id,
                says=said,
                reason=reason,
                accepted_by=by.person,
                accepted_at=by.at,
            )
        detail.update(_told(question, "accepted"))
    return accepted


def reopen_question(*, question: Question, by: Actor) -> int:
    """Ask again what was accepted; how many acceptances ended: none the second time."""
    with leave_change(child=question.child, by=by, act=ACCEPT) as detail:
        _demand(question, by)
        live = AcceptedQuestion.objects.live().filter(**key_of(question))
        ended = live.update(ended_at=by.at, ended_by=by.person, ended_because=Why.REOPENED)
        detail.update(_told(question, "asked_again"))
    return ended


def _demand(question: Question, by: Actor) -> None:
    if not may_accept_question(by, question):
        raise PermissionDenied


def _says_now(question: Question, by: Actor) -> str:
    """Asked under the child's lock: the facts may have changed meanwhile."""
    _demand(question, by)
    stands = Question.objects.filter(pk=question.pk).first()
    if stands is None:
        raise ValidationError(GONE)
    return says_now(stands, load_histories(child_ids=[stands.child_id])[stands.child_id])


def _told(question: Question, what: str) -> dict[str, object]:
    """For the audit: which question, and what became of it, without what people typed."""
    return {what: question.code, "question": str(question.public_id)}
