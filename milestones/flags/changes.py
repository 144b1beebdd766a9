"""What differs between the flags kept and those that should stand on a day. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from milestones.flags.wanted import Key, Wanted, WantedFlags
from milestones.leads import Step


class KeptFlag(NamedTuple):
    """A flag that stands on the day, or was raised for a later one."""

    pk: int
    child_id: int
    timescale_id: int
    started_on: date
    due_on: date
    step: str
    lead_days: int | None
    raised_on: date

    @property
    def key(self) -> Key:
        return (self.child_id, self.timescale_id, self.started_on)

    def is_that(self, wanted: Wanted) -> bool:
        return self.due_on == wanted.due_on and Step(self.step, self.lead_days) == wanted.step


class NewFlag(NamedTuple):
    key: Key
    wanted: Wanted
    until: date | None
    """The later day from which it did not hold any more: then it is history at once."""
    is_followed: bool
    """Whether that is because a later flag of the clock is known."""


@dataclass(slots=True)
class Changes:
    """Raised, cleared, and those that stood earlier than the day they were raised for."""

    new: list[NewFlag] = field(default_factory=list)
    stale: list[KeptFlag] = field(default_factory=list)
    earlier: list[KeptFlag] = field(default_factory=list)

    def children(self) -> list[int]:
        touched = {flag.child_id for flag in (*self.stale, *self.earlier)}
        return sorted(touched | {new.key[0] for new in self.new})

    def of(self, key: Key) -> "Changes":
        """Those of one clock."""
        return Changes(
            [new for new in self.new if new.key == key],
            [flag for flag in self.stale if flag.key == key],
            [flag for flag in self.earlier if flag.key == key],
        )


def changes(wanted: WantedFlags, kept: Iterable[KeptFlag], *, on: date) -> Changes:
    """What makes the flags that stand on that day exactly the wanted ones.

    A flag raised for a later day stays: going back to a missed day adds what was missed then,
    as history, and takes nothing away.
    """
    by_key: defaultdict[Key, list[KeptFlag]] = defaultdict(list)
    for flag in kept:
        by_key[flag.key].append(flag)
    found = Changes()
    for key, flags in by_key.items():
        if key not in wanted.poisoned:
            found.stale += _stale(wanted.flags.get(key), flags, on)
    for key, flag_wanted in wanted.flags.items():
        _raise(found, key, flag_wanted, by_key.get(key, []), on)
    return found


def _stale(wanted: Wanted | None, flags: list[KeptFlag], on: date) -> list[KeptFlag]:
    standing = [flag for flag in flags if flag.raised_on <= on]
    right = next((f for f in standing if wanted is not None and f.is_that(wanted)), None)
    return [flag for flag in standing if flag is not right]


def _raise(found: Changes, key: Key, wanted: Wanted, flags: list[KeptFlag], on: date) -> None:
    if any(flag.raised_on <= on and flag.is_that(wanted) for flag in flags):
        return
    later = min((f for f in flags if f.raised_on > on), key=_raised_on, default=None)
    if later is not None and later.is_that(wanted):
        found.earlier.append(later)
        return
    until = min(
        (day for day in (wanted.over_on, later and later.raised_on) if day is not None),
        default=None,
    )
    is_followed = later is not None and until == later.raised_on
    found.new.append(NewFlag(key, wanted, until, is_followed))


def _raised_on(flag: KeptFlag) -> date:
    return flag.raised_on


def by_children(children: list[int], sizes: Mapping[int, int], *, at_most: int) -> list[list[int]]:
    """In order, so many changes at a time: a child's stay together."""
    chunks: list[list[int]] = []
    room = 0
    for child in children:
        if sizes[child] > room or not chunks:
            chunks.append([])
            room = at_most
        chunks[-1].append(child)
        room -= sizes[child]
    return chunks
