"""Imported children whom the panel recommended and nobody has decided on yet."""

from collections.abc import Iterable, Sequence
from datetime import date

from accounts.actors import Actor
from accounts.roles import Role
from cases.models import Episode, Grant
from cases.services.decisions import OPEN_AFTER_A_DECISION, PURPOSE
from cases.services.leave import midnight_after
from cases.terms import half_a_year_from
from exchange.case_files.layout import MILESTONES
from exchange.case_files.plan import ChildPlan
from milestones.models import Milestone
from milestones.services.deciding import RECOMMENDS, last_words

BATCH = 1000


def write_waiting(plans: Sequence[ChildPlan], *, by: Actor) -> None:
    """The ADM's office knows of them for six months from the panel, as if it were recorded here.

    Only of children looked after now: an old recommendation opens no record. A few queries
    however many children.
    """
    ids = [plan.child.pk for plan in plans if _tells_of_milestones(plan)]
    words = {word.child_id: word for word in last_words(child_ids=ids)}
    if not words:
        return
    waiting = Grant.objects.live(at=by.at).filter(
        child__in=words, ground=Grant.Ground.AWAITING_DECISION
    )
    closes_at = midnight_after(by.on + OPEN_AFTER_A_DECISION)
    decided = [pk for pk, word in words.items() if word.outcome_id not in RECOMMENDS]
    waiting.filter(child__in=decided, ends_at__gt=closes_at).update(ends_at=closes_at)
    known = set(waiting.values_list("child_id", flat=True))
    new = _in_care(words) - known - set(decided)
    Grant.objects.bulk_create(
        (_until(_last_day(words[pk]), pk, by=by) for pk in new if _last_day(words[pk]) >= by.on),
        batch_size=BATCH,
    )


def _last_day(word: Milestone) -> date:
    return half_a_year_from(word.held_on)


def _in_care(children: Iterable[int]) -> set[int]:
    now = Episode.objects.standing().filter(child__in=list(children), ended_on__isnull=True)
    return set(now.values_list("child_id", flat=True))


def _until(last_day: date, child: int, *, by: Actor) -> Grant:
    return Grant(
        authority=by.authority,
        child_id=child,
        role=Role.DECISION_MAKER,
        ground=Grant.Ground.AWAITING_DECISION,
        purpose=PURPOSE,
        begins_at=by.at,
        ends_at=midnight_after(last_day),
        made_by=by.person,
    )


def _tells_of_milestones(plan: ChildPlan) -> bool:
    shelf = plan.shelves[MILESTONES]
    return bool(shelf.new or list(shelf.updates()))
