"""Which rules run in an authority, and the days that are no working days there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from accounts.models import Authority
from milestones.models import Holiday, Timescale, TimescaleSwitch
from milestones.rules import Rule, rule_from_data


@dataclass(frozen=True, slots=True)
class RunningRule:
    """One version of a timescale; it governs the clocks that start while it is valid."""

    timescale_id: int
    rule: Rule
    valid_from: date | None
    valid_to: date | None
    chased_until: date | None = None

    def governs(self, started_on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= started_on) and (
            self.valid_to is None or started_on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Rulebook:
    rules: tuple[RunningRule, ...]
    holidays: frozenset[date]
    unreadable: Mapping[int, str] = field(default_factory=dict)
    """Timescales that run and whose row is broken, by their ref: their clocks stay as they are."""

    @property
    def left_out(self) -> str:
        """In words, which rules could not be read; empty where all could."""
        if not self.unreadable:
            return ""
        refs = ", ".join(sorted(set(self.unreadable.values())))
        return (
            f"These rules cannot be read, so their clocks were left as they are: {refs}. "
            "Tell your system administrator."
        )


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All the rules an authority could run, what it switched, and its days off.

    As they stand, or as they would after a change: a preview asks the same question of both.
    """

    timescales: tuple[Timescale, ...]
    switched: Mapping[str, bool]
    holidays: frozenset[date]

    def running(self) -> list[Timescale]:
        """Every timescale version whose clocks are kept.

        Statutory rules run unless switched off, the others when switched on, an authority's own
        rules unless switched off, aims always. Where a local rule that runs has the start and
        stop of a shipped one, the shipped one gives way. An aim displaces nothing: it ends with
        its target date, rules stay.
        """
        local = {_start_and_stop(each) for each in self.timescales if self._is_own_and_on(each)}
        return [
            timescale
            for timescale in self.timescales
            if self.is_switched_on(timescale)
            and (timescale.authority_id is not None or _start_and_stop(timescale) not in local)
        ]

    def displacing(self, shipped: Timescale) -> Timescale | None:
        """The authority's own rule of the same start and stop, where it has one that runs."""
        question = _start_and_stop(shipped)
        own = [each for each in self.timescales if self._is_own_and_on(each)]
        return next((each for each in own if _start_and_stop(each) == question), None)

    def is_switched_on(self, timescale: Timescale) -> bool:
        """Whether it runs, if nothing displaces it."""
        if timescale.basis == Timescale.Basis.AIM:
            return True
        by_itself = timescale.is_on_by_default or timescale.authority_id is not None
        return self.switched.get(timescale.ref, by_itself)

    def rulebook(self) -> Rulebook:
        running = self.running()
        broken = {each.pk: each.ref for each in running if not is_readable(each)}
        rules = tuple(running_rule(each) for each in running if each.pk not in broken)
        return Rulebook(rules, self.holidays, broken)

    def _is_own_and_on(self, timescale: Timescale) -> bool:
        is_own = timescale.authority_id is not None and timescale.basis != Timescale.Basis.AIM
        return is_own and self.is_switched_on(timescale)


def rule_set_of(authority: Authority) -> RuleSet:
    holidays = Holiday.objects.filter(Q(authority__isnull=True) | Q(authority=authority))
    return _rule_set(authority, frozenset(holidays.values_list("on", flat=True)))


def rulebook_of(authority: Authority) -> Rulebook:
    return rule_set_of(authority).rulebook()


def running_timescales(authority: Authority) -> list[Timescale]:
    return _rule_set(authority, frozenset()).running()


def readable_timescales(authority: Authority) -> list[Timescale]:
    """Those that run and can be read, for pages that look into their definitions."""
    return [each for each in running_timescales(authority) if is_readable(each)]


def _rule_set(authority: Authority, holidays: frozenset[date]) -> RuleSet:
    open_to_it = Timescale.objects.open_to(authority).order_by("position", "ref", "version")
    switches = TimescaleSwitch.objects.filter(authority=authority)
    return RuleSet(tuple(open_to_it), dict(switches.values_list("ref", "is_on")), holidays)


def running_rule(timescale: Timescale) -> RunningRule:
    return RunningRule(
        timescale.pk,
        _rule_of(timescale),
        timescale.valid_from,
        timescale.valid_to,
        timescale.chased_until,
    )


def is_readable(timescale: Timescale) -> bool:
    """A row that was broken past us, by hand or by a fault, stops nobody who reads the others."""
    try:
        _rule_of(timescale)
    except (ValueError, TypeError, LookupError, AttributeError):
        return False
    return True


def definition_of(timescale: Timescale) -> Mapping[str, Any]:
    """As it stands in the row; empty where it cannot be read."""
    return timescale.definition if is_readable(timescale) else {}


def _start_and_stop(timescale: Timescale) -> tuple[Any, ...]:
    """What makes two rules the same question, whatever their limits."""
    if not is_readable(timescale):
        return (timescale.pk,)
    rule = _rule_of(timescale)
    return (rule.start, rule.occurrence, rule.stops, rule.stop_rule, rule.situation)


def _rule_of(timescale: Timescale) -> Rule:
    return _read(timescale.ref, json.dumps(timescale.definition, sort_keys=True))


@lru_cache(maxsize=2048)
def _read(ref: str, definition: str) -> Rule:
    """By its words: every page asks for the same few rules, and to read one is slow."""
    return rule_from_data({**json.loads(definition), "ref": ref})
