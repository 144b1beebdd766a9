"""What a change to the rules does to some children's clocks and flags: pure, nothing written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from milestones.flags.changes import KeptFlag
from milestones.flags.wanted import FlaggedClock, Key, Wanted, wanted_flags
from milestones.leads import Leads
from milestones.models.clock import STILL_RUNS
from milestones.rulebook import Rulebook, RuleSet


class ClockState(NamedTuple):
    """The columns of a clock that tell whether it runs, and when it is due."""

    due_on: date | None
    stopped_on: date | None
    ended_on: date | None
    in_query: bool
    excluded_because: str

    def runs(self, *, on: date) -> bool:
        """As ClockQuerySet.running says it of rows; rules of aims are not changed here."""
        return (
            self.stopped_on is None
            and not self.in_query
            and self.excluded_because in STILL_RUNS
            and (self.ended_on is None or self.ended_on > on)
        )

    def is_over(self, *, on: date, live_on: date | None) -> bool:
        due_on = self.due_on
        is_history = due_on is not None and live_on is not None and due_on < live_on
        return due_on is not None and due_on < on and not is_history and self.runs(on=on)


OVER = "Overdue at once"
Clocks = Mapping[Key, ClockState]
NAMES = ("started", "kept_no_more", "due_moved", "overdue_at_once", "flags_raised", "flags_cleared")


@dataclass(slots=True)
class Effects:
    """How many of each, and the children with an open clock or a flag that differs."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    children: dict[int, str] = field(default_factory=dict)
    raised: dict[Key, Wanted] = field(default_factory=dict)

    def note(self, name: str, child_id: int, words: str, *, is_shown: bool = True) -> None:
        self.counts[name] += 1
        if is_shown:
            self.children.setdefault(child_id, words)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rules touched, before and after, and the day that is asked about."""

    before: RuleSet
    after: RuleSet
    leads: Leads
    on: date
    live_on: date | None

    def touched(self, ref: str) -> set[int]:
        """The rules whose clocks may differ: the one changed, and those that give way."""
        now = _by_key(self.before.rulebook())
        then = _by_key(self.after.rulebook())
        holidays_differ = self.before.holidays != self.after.holidays
        differ = {key for key in now.keys() | then.keys() if now.get(key) != then.get(key)}
        named = {
            each.pk
            for each in (*self.before.timescales, *self.after.timescales)
            if (each.ref == ref and each.basis != "aim")
            or (holidays_differ and "working_days" in str(each.definition))
        }
        return differ | named

    def effects(self, before: Clocks, after: Clocks, flags: Iterable[KeptFlag]) -> Effects:
        found = Effects()
        refs = {each.pk: each.ref for each in (*self.before.timescales, *self.after.timescales)}
        now = {(key[0], refs[key[1]], key[2]): state for key, state in before.items()}
        then = {(key[0], refs[key[1]], key[2]): state for key, state in after.items()}
        for key in sorted(now.keys() | then.keys()):
            self._compare(found, key[0], now.get(key), then.get(key))
        self._compare_flags(found, after, flags)
        return found

    def _compare(
        self, found: Effects, child: int, now: ClockState | None, then: ClockState | None
    ) -> None:
        is_open = any(each is not None and each.runs(on=self.on) for each in (now, then))
        if now is None:
            found.note("started", child, "A clock would start", is_shown=is_open)
        elif then is None:
            found.note("kept_no_more", child, "A clock would be dropped", is_shown=is_open)
        elif now.due_on != then.due_on:
            found.note("due_moved", child, _moved(now.due_on, then.due_on), is_shown=is_open)
        was_over = now is not None and now.is_over(on=self.on, live_on=self.live_on)
        if then is not None and then.is_over(on=self.on, live_on=self.live_on) and not was_over:
            found.note("overdue_at_once", child, OVER)
            found.children[child] = OVER

    def _compare_flags(self, found: Effects, after: Clocks, flags: Iterable[KeptFlag]) -> None:
        """What tonight's run would raise and clear: flags stand on running clocks only."""
        live = {flag.key: flag for flag in flags}
        wanted = wanted_flags(
            (
                FlaggedClock(*key, state.due_on, state.stopped_on, state.ended_on)
                for key, state in after.items()
                if state.due_on is not None
                and state.runs(on=self.on)
                and not (self.live_on is not None and state.due_on < self.live_on)
            ),
            self.leads,
            on=self.on,
            known_on=self.on,
        )
        for key, flag in wanted.flags.items():
            if key not in live or not live[key].is_that(flag):
                found.note("flags_raised", key[0], "A flag would be raised")
                found.raised[key] = flag
        for key, kept in live.items():
            if key not in wanted.flags or not kept.is_that(wanted.flags[key]):
                found.note("flags_cleared", key[0], "A flag would be cleared")


def _by_key(rulebook: Rulebook) -> dict[int, Any]:
    return {running.timescale_id: running for running in rulebook.rules}


def _moved(now: date | None, then: date | None) -> str:
    if now is None or then is None:
        return "Another due day"
    return f"Due {'later' if then > now else 'earlier'}"
