"""What people answered to a clock: the cause of its delay, the date promised, the silence asked."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Authority
from accounts.today import today
from milestones.clock_keys import of_clock
from milestones.durations import ONE_DAY
from milestones.ladder import Ladder, Pause
from milestones.models import Clock, Delay, DelayCause, Snooze
from milestones.silences import Silence, silence_left

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


def silence_of(clock: Clock, *, by: Actor, on: date) -> Silence:
    """How much longer this person's role may keep the clock silent."""
    silent = pauses_of((), Snooze.objects.filter(**of_clock(clock)))
    ladder = Ladder.of(by.authority)
    return silence_left(silent, clock.due_on, ladder=ladder, role=by.role, on=on)


def pauses_of(delays: Iterable[Delay], snoozes: Iterable[Snooze]) -> list[Pause]:
    """The days on which the clock's flag does not climb the ladder."""
    return [*_promised(delays), *filter(None, map(_silent, snoozes))]


def _promised(delays: Iterable[Delay]) -> Iterator[Pause]:
    """Each until its day, or the day before another answer took its place.

    A day promised still counts as one when a later day took its place before it came; where a
    nearer day did, that one counts instead. What was answered anew on the same day never held.
    """
    nearest = date.max
    for delay in sorted(filter(_held, delays), key=_when_given, reverse=True):
        assert delay.promised_on is not None
        over = delay.superseded_at and today(delay.superseded_at) - ONE_DAY
        last = min(delay.promised_on, over or date.max)
        counts = delay.promised_on if delay.promised_on < nearest else None
        yield Pause(today(delay.given_at), last, counts)
        nearest = min(nearest, delay.promised_on)


def _held(delay: Delay) -> bool:
    is_of_a_day = delay.superseded_at and today(delay.superseded_at) == today(delay.given_at)
    return delay.promised_on is not None and not is_of_a_day


def _when_given(delay: Delay) -> tuple[datetime, int]:
    return (delay.given_at, delay.pk or 0)


def _silent(snooze: Snooze) -> Pause | None:
    """Until it speaks up again, by its day or because somebody woke it."""
    woken = today(snooze.woken_at) if snooze.woken_at else snooze.until
    return _pause(snooze.snoozed_on, min(woken, snooze.until) - ONE_DAY)


def _pause(first: date, last: date) -> Pause | None:
    return Pause(first, last) if first <= last else None


def is_silent(snooze: Snooze, *, on: date) -> bool:
    return snooze.woken_at is None and snooze.snoozed_on <= on < snooze.until
