"""What would follow if a milestone were held on a day: the evaluator asked twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import Authority
from cases.models import Child
from milestones import history
from milestones.evaluate import evaluate_rule
from milestones.loading import load_histories
from milestones.models import Timescale
from milestones.models.clock import STILL_RUNS
from milestones.rulebook import Rulebook, rulebook_of
from milestones.spells import Timeline


@dataclass(frozen=True, slots=True)
class Effect:
    """A clock that would stop or start, with its rule and its due day."""

    timescale: Timescale
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Following:
    """What one outcome would bring; `outcome` is its code, named by who shows it."""

    outcome: str
    stops: tuple[Effect, ...]
    starts: tuple[Effect, ...]


def what_follows(
    child: Child, *, authority: Authority, kind: str, outcomes: Iterable[str], held_on: date
) -> list[Following]:
    """For each outcome in turn: which clocks it would stop and which it would start."""
    rulebook = rulebook_of(authority)
    known = load_histories(child_ids=[child.pk])[child.pk]
    before = _clocks(known, rulebook, held_on)
    found = []
    for outcome in outcomes:
        supposed = history.Milestone(kind, held_on, outcome=outcome)
        after = _clocks(replace(known, milestones=(*known.milestones, supposed)), rulebook, held_on)
        stops = [
            key for key, (_, open_) in after.items() if not open_ and before.get(key, _SHUT)[1]
        ]
        starts = [key for key, (_, open_) in after.items() if open_ and key not in before]
        found.append((outcome, stops, starts, after))
    wanted = {key[0] for _, stops, starts, _ in found for key in (*stops, *starts)}
    rules = Timescale.objects.in_bulk(wanted)
    return [
        Following(outcome, _effects(stops, after, rules), _effects(starts, after, rules))
        for outcome, stops, starts, after in found
    ]


_Key = tuple[int, date]
_Clocks = dict[_Key, tuple[date | None, bool]]
_SHUT = (None, False)


def _clocks(known: history.History, rulebook: Rulebook, on: date) -> _Clocks:
    """(timescale, start) → (due day, whether it is still open), excluded ones left out."""
    found: _Clocks = {}
    timeline = Timeline(known)
    chased = [r for r in rulebook.rules if r.chased_until is None or r.chased_until >= on]
    for running in chased:
        for reading in evaluate_rule(timeline, running.rule, rulebook.holidays):
            if running.governs(reading.started_on) and reading.excluded_because in STILL_RUNS:
                is_open = reading.stopped_on is None and (reading.ended_on or on) >= on
                found.setdefault(
                    (running.timescale_id, reading.started_on), (reading.due_on, is_open)
                )
    return found


def _effects(keys: list[_Key], clocks: _Clocks, rules: dict[int, Timescale]) -> tuple[Effect, ...]:
    told = [Effect(rules[key[0]], clocks[key][0]) for key in keys]
    return tuple(sorted(told, key=lambda effect: effect.due_on or date.max))
