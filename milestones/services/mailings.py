"""Mailing notices: put together, claimed, sent, noted; each step committed before the next.

Killed between any two of them nothing is lost: what was claimed and not noted as sent is sent
again after ten minutes under the same Message-ID, three times at the most.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import F, Q

from accounts.actors import acting_as, system_actor
from accounts.door import entered
from accounts.models import Authority, Membership
from accounts.post import can_mail
from accounts.services import write_audit_entry
from milestones.models import Mailing, Notice
from milestones.notices.collecting import collect_mailings, lots_due
from milestones.notices.letters import letter
from milestones.notices.reading import notices_of
from milestones.reach import works_under_pseudonyms

AGAIN_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 3
# In one run, before the mail server is taken to be away.
MOST_FAILURES = 3
SENT_WITHIN = timedelta(days=2)
logger = logging.getLogger("pace.notices")


@dataclass(frozen=True, slots=True)
class MailRun:
    """What one run did; without a mail server everything stays on the page only."""

    sent: int = 0
    failed: int = 0
    page_only: bool = False
    is_over: bool = True

    @property
    def counts(self) -> dict[str, int]:
        return {"sent": self.sent, "failed": self.failed}

    @property
    def words(self) -> str:
        if self.page_only:
            return "No mail server is named: notices are on the page only."
        failed = f", {self.failed} could not be sent and wait" if self.failed else ""
        return f"{self.sent} e-mail{'' if self.sent == 1 else 's'} sent{failed}."


def send_mailings(
    *, authority: Authority, on: date, at: datetime, most: int | None = None
) -> MailRun:
    """Send what is due to everybody of the authority; `most` of them where more are to wait.

    Outside any transaction: each step commits itself. Two at once share the work: a mailing is
    claimed by one of them. A server that does not answer is not asked for everybody in vain.
    """
    if not can_mail():
        return MailRun(page_only=True)
    collect_mailings(authority=authority, on=on, at=at, cap=settings.NOTICE_DAILY_CAP)
    sent = failed = 0
    while failed < MOST_FAILURES and (most is None or sent + failed < most):
        mailing = claim_mailing(authority=authority, on=on, at=at)
        if mailing is None:
            return MailRun(sent, failed)
        went = _send(mailing, authority, on=on, at=at)
        sent, failed = sent + went, failed + (not went)
    return MailRun(sent, failed, is_over=failed >= MOST_FAILURES)


def is_mail_due(*, authority: Authority, on: date, at: datetime) -> bool:
    """Whether a run now would find anything to send."""
    if not can_mail():
        return False
    with entered(system_actor(authority, at=at)):
        if _unsent(authority, on=on, at=at).exists():
            return True
        return bool(lots_due(authority, on=on, at=at, cap=settings.NOTICE_DAILY_CAP))


def _unsent(authority: Authority, *, on: date, at: datetime) -> models.QuerySet[Mailing]:
    return Mailing.objects.filter(
        Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - AGAIN_AFTER),
        authority=authority,
        on__gt=on - SENT_WITHIN,
        sent_at__isnull=True,
        attempts__lt=MOST_ATTEMPTS,
    )


def claim_mailing(*, authority: Authority, on: date, at: datetime) -> Mailing | None:
    """One that waits, or was claimed by a run that never came back; held by this run from now."""
    system = system_actor(authority, at=at)
    with entered(system):
        waiting = _unsent(authority, on=on, at=at).select_related("person")
        found = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if found is not None:
            Mailing.objects.filter(pk=found.pk).update(claimed_at=at, attempts=F("attempts") + 1)
            found.refresh_from_db(fields=["claimed_at", "attempts"])
    return found


def _send(mailing: Mailing, authority: Authority, *, on: date, at: datetime) -> bool:
    """Whether it went. What is said of a failure is its kind: no address, no reference."""
    message = _composed(mailing, authority, on=on, at=at)
    if message is None:
        _close(mailing, authority, at=at)
        return True
    try:
        message.send()
    except (OSError, ValueError) as failed:
        logger.error("mailing %s was not sent: %s", mailing.pk, type(failed).__name__)
        _note_failure(mailing, authority, at=at)
        return False
    _note_sent(mailing, authority, at=at)
    return True


def _composed(
    mailing: Mailing, authority: Authority, *, on: date, at: datetime
) -> EmailMessage | None:
    """Put together as the person it goes to, role by role: what they may not know is not there.

    Readers under pseudonyms get none: a reference would undo the pseudonym.
    """
    found: dict[int, Notice] = {}
    members = Membership.objects.live(on=on).filter(authority=authority, person=mailing.person)
    for membership in members.with_place().order_by("pk"):
        actor = acting_as(membership, at=at)
        if works_under_pseudonyms(actor):
            continue
        with entered(actor):
            own = notices_of(actor).holding().filter(mailing=mailing)
            for notice in own.select_related("child", "flag"):
                found.setdefault(notice.pk, notice)
    if not found:
        return None
    return letter(mailing, list(found.values()), to=mailing.person.email, on=on)


def _note_sent(mailing: Mailing, authority: Authority, *, at: datetime) -> None:
    system = system_actor(authority, at=at)
    with entered(system):
        Mailing.objects.filter(pk=mailing.pk).update(sent_at=at)
        told = Notice.objects.filter(mailing=mailing).count()
        write_audit_entry(
            by=system,
            act="notice.mail",
            subject_kind="person",
            subject_id=mailing.person.public_id,
            detail={"kind": mailing.kind, "notices": told},
        )


def _note_failure(mailing: Mailing, authority: Authority, *, at: datetime) -> None:
    """Given up after the third time: what it told waits for the next digest."""
    with entered(system_actor(authority, at=at)):
        Mailing.objects.filter(pk=mailing.pk).update(failed_at=at)
        if mailing.attempts >= MOST_ATTEMPTS:
            Notice.objects.filter(mailing=mailing).update(mailing=None)


def _close(mailing: Mailing, authority: Authority, *, at: datetime) -> None:
    """Nothing of it is so any longer, or theirs to know: no mail is sent, and none tried again."""
    with entered(system_actor(authority, at=at)):
        Mailing.objects.filter(pk=mailing.pk).update(failed_at=at, attempts=MOST_ATTEMPTS)
        waiting = Notice.objects.filter(mailing=mailing, withdrawn_at__isnull=True)
        waiting.update(withdrawn_at=at, mailing=None)
