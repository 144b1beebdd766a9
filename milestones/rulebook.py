"""Which rules run in an authority, and the days that are no working days there."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
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


def rulebook_of(authority: Authority) -> Rulebook:
    timescales = running_timescales(authority)
    return Rulebook(
        rules=tuple(
            RunningRule(
                timescale.pk,
                rule_from_data({**timescale.definition, "ref": timescale.ref}),
                timescale.valid_from,
                timescale.valid_to,
                timescale.chased_until,
            )
            for timescale in timescales
        ),
        holidays=frozenset(
            Holiday.objects.filter(Q(authority__isnull=True) | Q(authority=authority)).values_list(
                "on", flat=True
            )
        ),
    )


def running_timescales(authority: Authority) -> list[Timescale]:
    """Every timescale version whose clocks are kept in this authority.

    Statutory rules run unless switched off, the others when switched on, an authority's own
    rules and aims always. Where a local rule has the start and stop of a shipped one, the
    shipped one gives way. An aim displaces nothing: it ends with its target date, rules stay.
    """
    open_to_it = list(Timescale.objects.open_to(authority).order_by("position", "ref", "version"))
    switched = dict(TimescaleSwitch.objects.filter(authority=authority).values_list("ref", "is_on"))
    local = {
        _start_and_stop(timescale)
        for timescale in open_to_it
        if timescale.authority_id is not None and timescale.basis != Timescale.Basis.AIM
    }
    return [timescale for timescale in open_to_it if _runs(timescale, switched, local)]


def _runs(timescale: Timescale, switched: dict[str, bool], local: Container[Any]) -> bool:
    is_own = timescale.authority_id is not None
    if timescale.basis == Timescale.Basis.AIM:
        return True
    if not switched.get(timescale.ref, timescale.is_on_by_default or is_own):
        return False
    return is_own or _start_and_stop(timescale) not in local


def _start_and_stop(timescale: Timescale) -> tuple[Any, ...]:
    """What makes two rules the same question, whatever their limits."""
    rule = rule_from_data({**timescale.definition, "ref": timescale.ref})
    return (rule.start, rule.occurrence, rule.stops, rule.stop_rule, rule.situation)
