"""Reading one's notices, and how often one is mailed about them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actors import Actor
from accounts.services import write_audit_entry
from milestones.models import Notice, NoticeChoice
from milestones.notices.reading import notices_of

ACT = "notice.list"


def mark_notice_read(*, notice: Notice, by: Actor) -> bool:
    """Whether it was unread. A notice is marked by whom it was given to, and stays read."""
    with transaction.atomic():
        marked = notices_of(by).filter(pk=notice.pk, read_at__isnull=True).update(read_at=by.at)
        if marked:
            _audit(by, read=marked)
    return bool(marked)


def mark_all_read(*, by: Actor) -> int:
    """All that the page shows: what may no longer be known is not touched."""
    with transaction.atomic():
        unread = list(notices_of(by).filter(read_at__isnull=True).values_list("pk", flat=True))
        marked = Notice.objects.filter(pk__in=unread, read_at__isnull=True).update(read_at=by.at)
        if marked:
            _audit(by, read=marked)
    return marked


def choose_rhythm(*, by: Actor, rhythm: str) -> NoticeChoice:
    """How often one is mailed in this authority. PermissionDenied for who is no person."""
    if by.person is None:
        raise PermissionDenied
    with transaction.atomic():
        choice, _ = NoticeChoice.objects.update_or_create(
            person=by.person, authority=by.authority, defaults={"rhythm": rhythm}
        )
        _audit(by, rhythm=rhythm)
    return choice


def _audit(by: Actor, **detail: int | str) -> None:
    write_audit_entry(by=by, act=ACT, subject_kind="notice", detail=detail)
