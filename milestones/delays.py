"""What people answered to a clock: the cause of its delay, the date promised, the silence asked."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from accounts.models import Authority
from accounts.today import today
from milestones.clock_keys import of_clock
from milestones.durations import ONE_DAY
from milestones.ladder import Pause
from milestones.models import Clock, Delay, DelayCause, Snooze

# The one cause that promises nothing: what is missing is the record.
HELD = "Held, and not yet recorded"


def delay_causes(authority: Authority) -> list[DelayCause]:
    """The authority's own list; the shipped one until it has made its own."""
    in_use = DelayCause.objects.filter(is_in_use=True)
    found = list(in_use.filter(Q(authority__isnull=True) | Q(authority=authority)))
    return [cause for cause in found if cause.authority_id is not None] or found


def delays_of(clock: Clock) -> list[Delay]:
    """Newest first; the first is the one that holds, unless it was superseded."""
    found = Delay.objects.filter(**of_clock(clock)).select_related("cause", "given_by")
    return list(found.order_by("-given_at", "-pk"))


def snoozes_of(clock: Clock) -> list[Snooze]:
    found = Snooze.objects.filter(**of_clock(clock)).select_related("snoozed_by")
    return list(found.order_by("-snoozed_at", "-pk"))


def pauses_of(delays: Iterable[Delay], snoozes: Iterable[Snooze]) -> list[Pause]:
    """The days on which the clock's flag does not climb the ladder."""
    return [*filter(None, map(_promised, delays)), *filter(None, map(_silent, snoozes))]


def _promised(delay: Delay) -> Pause | None:
    """Until the day promised, or the day on which another answer took its place."""
    if delay.promised_on is None:
        return None
    first = today(delay.given_at)
    if delay.superseded_at is None or today(delay.superseded_at) > delay.promised_on:
        return Pause(first, delay.promised_on, is_promise=True)
    return _pause(first, today(delay.superseded_at) - ONE_DAY)


def _silent(snooze: Snooze) -> Pause | None:
    """Until it speaks up again, by its day or because somebody woke it."""
    woken = today(snooze.woken_at) if snooze.woken_at else snooze.until
    return _pause(snooze.snoozed_on, min(woken, snooze.until) - ONE_DAY)


def _pause(first: date, last: date) -> Pause | None:
    return Pause(first, last) if first <= last else None


def is_silent(snooze: Snooze, *, on: date) -> bool:
    return snooze.woken_at is None and snooze.snoozed_on <= on < snooze.until
