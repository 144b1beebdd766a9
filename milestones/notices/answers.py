"""What people answered to many clocks at once: the days without climbing, and who is silent."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from milestones.delays import is_silent, pauses_of
from milestones.flags.wanted import Key
from milestones.ladder import Pause
from milestones.models import Delay, Snooze


@dataclass(frozen=True, slots=True)
class Answers:
    delays: dict[Key, list[Delay]]
    snoozes: dict[Key, list[Snooze]]

    def pauses(self, key: Key) -> list[Pause]:
        return pauses_of(self.delays.get(key, []), self.snoozes.get(key, []))

    def is_silent(self, key: Key, *, on: date) -> bool:
        """Whether the clock tells nobody anything on that day."""
        return any(is_silent(each, on=on) for each in self.snoozes.get(key, []))


def answers_about(child_ids: Collection[int]) -> Answers:
    """Two queries however many children."""
    delays: defaultdict[Key, list[Delay]] = defaultdict(list)
    snoozes: defaultdict[Key, list[Snooze]] = defaultdict(list)
    for delay in Delay.objects.filter(child__in=child_ids, promised_on__isnull=False):
        delays[delay.clock_key].append(delay)
    for snooze in Snooze.objects.filter(child__in=child_ids):
        snoozes[snooze.clock_key].append(snooze)
    return Answers(dict(delays), dict(snoozes))
