"""A person's notices as their page shows them, and how many of them wait to be read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q
from django.http import Http404

from accounts.actors import Actor
from accounts.addresses import last_page
from cases.standing import within_reach
from milestones.models import Notice, NoticeChoice
from milestones.models.notice import HOLDS, NoticeQuerySet

PAGE = 30
KNOW = "child.view"
URGENCY = {
    Notice.Kind.OVERDUE: "overdue",
    Notice.Kind.ESCALATED: "overdue",
    Notice.Kind.APPROACHING: "soon",
    Notice.Kind.QUALITY: "query",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A notice, and how its day stands today."""

    notice: Notice
    days_left: int | None

    @property
    def status(self) -> str:
        """The tag: a notice that no longer holds is not urgent any more."""
        if self.notice.no_longer:
            return ""
        return URGENCY.get(Notice.Kind(self.notice.kind), "")

    @property
    def is_unread(self) -> bool:
        return self.notice.read_at is None and not self.notice.no_longer


def notices_of(actor: Actor) -> NoticeQuerySet:
    """What was told to this person in this role, as far as they may still know of the child.

    Asked through the same reach as every list, so that a child who is no longer theirs, barred
    or restricted is in no notice of theirs either.
    """
    own = Notice.objects.filter(
        authority=actor.authority, person=actor.person, membership__role=actor.role
    )
    return own.filter(Q(child__isnull=True) | within_reach(actor, KNOW, child="child"))


@dataclass(frozen=True, slots=True)
class Counts:
    told: int
    unread: int

    @property
    def last_page(self) -> int:
        return last_page(self.told, at_once=PAGE)


def count(actor: Actor) -> Counts:
    counted = notices_of(actor).aggregate(
        told=Count("pk"), unread=Count("pk", filter=HOLDS & Q(read_at__isnull=True))
    )
    return Counts(**counted)


def unread_by(actor: Actor) -> NoticeQuerySet:
    """For the account panel: rows that are only counted."""
    return notices_of(actor).unread()


def page_of(actor: Actor, number: int, *, on: date) -> list[Line]:
    """One page: unread first, then the newest day, on it the longest overdue.

    Whom it shows is noted for the audit.
    """
    first = (number - 1) * PAGE
    found = (
        notices_of(actor)
        .select_related("child", "flag")
        .annotate(is_done=Q(read_at__isnull=False) | ~HOLDS)
        .order_by("is_done", "-raised_on", F("flag__due_on").asc(nulls_first=True), "pk")[
            first : first + PAGE
        ]
    )
    shown = list(found)
    actor.seen.children(each.child for each in shown if each.child is not None)
    return [Line(each, _days_left(each, on)) for each in shown]


def get_notice(actor: Actor, notice_id: UUID) -> Notice:
    """Http404 for anybody else's, and for one about a child they may no longer know."""
    found = notices_of(actor).select_related("child").filter(public_id=notice_id).first()
    if found is None:
        raise Http404("No such notice")
    return found


def rhythm_of(actor: Actor) -> str:
    chosen = NoticeChoice.objects.filter(person=actor.person, authority=actor.authority)
    return chosen.values_list("rhythm", flat=True).first() or NoticeChoice.Rhythm.DAILY


def _days_left(notice: Notice, on: date) -> int | None:
    return (notice.flag.due_on - on).days if notice.flag is not None else None
