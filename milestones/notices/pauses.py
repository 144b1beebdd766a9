"""Days on which flags do not climb: under a promised date, or while no notice is wanted."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from accounts.today import today
from milestones.durations import ONE_DAY
from milestones.flags import Key
from milestones.ladder import Pause
from milestones.models import Delay, Snooze


@dataclass(frozen=True, slots=True)
class Pauses:
    by_clock: dict[Key, list[Pause]]
    snoozed: frozenset[Key]
    """Clocks that tell nobody anything on the day."""

    def of(self, key: Key) -> list[Pause]:
        return self.by_clock.get(key, [])


def pauses_of(child_ids: Collection[int], *, on: date) -> Pauses:
    """Two queries however many children. What was promised or snoozed later does not count."""
    found: defaultdict[Key, list[Pause]] = defaultdict(list)
    snoozed: set[Key] = set()
    for delay in Delay.objects.filter(child__in=child_ids, promised_on__isnull=False):
        found[delay.clock_key].append(promise_of(delay))
    for snooze in Snooze.objects.filter(child__in=child_ids, snoozed_on__lte=on):
        pause = quiet_of(snooze)
        found[snooze.clock_key].append(pause)
        if pause.first <= on <= pause.last:
            snoozed.add(snooze.clock_key)
    return Pauses(dict(found), frozenset(snoozed))


def promise_of(delay: Delay) -> Pause:
    """Another promise takes its place before its day: then it never passed."""
    first, last = today(delay.given_at), delay.promised_on
    assert last is not None
    if delay.superseded_at is not None and (replaced := today(delay.superseded_at)) <= last:
        return Pause(first, replaced)
    return Pause(first, last, is_promise=True)


def quiet_of(snooze: Snooze) -> Pause:
    until = snooze.until
    if snooze.woken_at is not None:
        until = min(until, today(snooze.woken_at))
    return Pause(snooze.snoozed_on, until - ONE_DAY)
