"""Putting together the mails that are due: rows only, in one transaction of the system."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Count, Max, Q

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Membership
from milestones.models import Mailing, Notice, NoticeChoice
from milestones.notices.answers import answers_about
from milestones.notices.rhythm import MAILED_WITHIN, NEVER, Addressee, Lot, Mailed, lot_for


def collect_mailings(*, authority: Authority, on: date, at: datetime, cap: int) -> int:
    """An outbox row for each mail that is due; how many. The queries do not grow with people.

    What no longer holds is withdrawn first. The authority's row is held meanwhile, so that two
    runs do not put the same notice into two mails.
    """
    with entered(system_actor(authority, at=at)):
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        withdraw(authority, at=at)
        lots = lots_due(authority, on=on, at=at, cap=cap)
        rows = [_row(authority, person_id, lot, on) for person_id, lot in lots.items()]
        Mailing.objects.bulk_create(rows)
        changed = []
        for mailing, lot in zip(rows, lots.values(), strict=True):
            for notice in lot.notices:
                notice.mailing = mailing
                changed.append(notice)
        Notice.objects.bulk_update(changed, ["mailing"], batch_size=500)
    return len(rows)


def withdraw(authority: Authority, *, at: datetime) -> int:
    """Notices of flags that were cleared before anybody was mailed about them."""
    waiting = Notice.objects.not_mailed().filter(authority=authority)
    gone = waiting.filter(flag__cleared_at__isnull=False).values("pk")
    return Notice.objects.filter(pk__in=gone).update(withdrawn_at=at)


def lots_due(authority: Authority, *, on: date, at: datetime, cap: int) -> dict[int, Lot]:
    """Person → what they are to be mailed now. Whoever holds no live role is mailed nothing."""
    waiting: defaultdict[int, list[Notice]] = defaultdict(list)
    for notice in _waiting(authority, on):
        waiting[notice.person_id].append(notice)
    rhythms = dict(
        NoticeChoice.objects.filter(authority=authority).values_list("person_id", "rhythm")
    )
    mailed = mailed_before(authority, waiting, on=on)
    lots = {}
    for person_id, notices in waiting.items():
        rhythm = rhythms.get(person_id, NoticeChoice.Rhythm.DAILY)
        to = Addressee(rhythm, mailed.get(person_id, NEVER), notices)
        lot = lot_for(to, on=on, at=at, cap=cap)
        if lot is not None:
            lots[person_id] = lot
    return lots


def _waiting(authority: Authority, on: date) -> list[Notice]:
    """Unread, not mailed, of clocks that may speak: who asked for silence since gets it."""
    here = Membership.objects.live(on=on).filter(authority=authority)
    found = (
        Notice.objects.not_mailed()
        .filter(
            authority=authority,
            read_at__isnull=True,
            raised_on__gt=on - MAILED_WITHIN,
            person__in=here.values("person"),
        )
        .exclude(flag__cleared_at__isnull=False)
    )
    notices = list(found.select_related("flag").order_by("person_id", "pk"))
    answers = answers_about({each.flag.child_id for each in notices if each.flag})
    return [
        each
        for each in notices
        if each.flag is None or not answers.is_silent(each.flag.clock_key, on=on)
    ]


def mailed_before(authority: Authority, people: object, *, on: date) -> dict[int, Mailed]:
    at_once = Q(kind=Mailing.Kind.AT_ONCE)
    rows = (
        Mailing.objects.filter(authority=authority, person__in=people)
        .order_by()
        .values("person_id")
        .annotate(
            today=Count("pk", filter=Q(on=on)),
            at_once=Count("pk", filter=Q(on=on) & at_once),
            digest_on=Max("on", filter=~at_once),
        )
    )
    return {
        row["person_id"]: Mailed(row["today"], row["at_once"], row["digest_on"], ever=True)
        for row in rows
    }


def _row(authority: Authority, person_id: int, lot: Lot, on: date) -> Mailing:
    return Mailing(
        authority=authority, person_id=person_id, kind=lot.kind, on=on, number=lot.number
    )
