"""The clock evaluator: a history, rules and holidays in, clock readings out.

The only place that knows how a clock starts and stops. It reads no database and no wall
clock, and it sees every fact: milestones.status judges its readings as at a day.
"""

from collections.abc import Iterable
from datetime import date, datetime

from milestones.durations import age_on, moment
from milestones.history import History, Milestone, locality_on
from milestones.limits import Holidays, due_day, due_moment, outside_coverage
from milestones.occurrences import Occurrence
from milestones.periods import ALONE, OPEN
from milestones.reading import (
    AGE,
    AGE_UNKNOWN,
    LOCALITY,
    THRESHOLD,
    TRANSFERRED_IN,
    WINDOW,
    Reading,
)
from milestones.rules import COVERAGE, Rule
from milestones.spells import HOME, HOME_PERMANENT, Timeline
from milestones.starts import find_starts
from milestones.stops import Start, StopSets, find_stop, stop_sets

NO_HOLIDAYS: Holidays = frozenset()


def evaluate(
    history: History, rules: Iterable[Rule], holidays: Holidays = NO_HOLIDAYS
) -> list[Reading]:
    """Every clock of every rule, rule by rule, in order of their starts."""
    timeline = Timeline(history)
    return [reading for rule in rules for reading in evaluate_rule(timeline, rule, holidays)]


def evaluate_rule(
    history: History | Timeline, rule: Rule, holidays: Holidays = NO_HOLIDAYS
) -> list[Reading]:
    """The clocks of one rule. For many rules pass one Timeline: it keeps what it has found."""
    timeline = history if isinstance(history, Timeline) else Timeline(history)
    starts = find_starts(timeline, rule)
    if not starts:
        return []
    stops = stop_sets(timeline, rule)
    return [_read(timeline, rule, start, stops, holidays) for start in starts]


def _read(
    timeline: Timeline, rule: Rule, start: Start, stops: StopSets, holidays: Holidays
) -> Reading:
    spell, occurrence = start.spell, start.occurrence
    started_on = occurrence.on
    started_at = moment(started_on, occurrence.at)
    ended_on = None if spell.ended_on == OPEN else spell.ended_on
    exit_reason = "" if ended_on is None else timeline.exit_reason(ended_on)
    stopped = find_stop(timeline, rule, start, stops, holidays)
    stop = stopped.by
    by_exit = (
        stop is None
        and ended_on is not None
        and ended_on >= started_on
        and _counts_as_met(exit_reason, rule)
    )
    due_on = due_day(timeline, rule, occurrence, holidays)
    stopped_on, stopped_at = _stopped(rule, started_on, stop)
    milestone, teller = _milestone(stop), _milestone(stopped.teller)
    looked_after = timeline.windows[spell.window] if spell.window != ALONE else None
    return Reading(
        ref=rule.ref,
        episode_key=looked_after.key if looked_after else None,
        started_on=started_on,
        started_at=started_at,
        due_on=due_on,
        due_at=due_moment(rule, started_at, due_on),
        stopped_on=ended_on if by_exit else stopped_on,
        stopped_at=stopped_at,
        stopped_by=milestone.key if milestone else None,
        stop_outcome=teller.outcome if teller else "",
        stopped_by_exit=by_exit,
        ended_on=ended_on,
        exit_reason=exit_reason,
        early_stop=stopped.asks_question,
        transferred_in=looked_after.transferred_in if looked_after else False,
        locality_at_start=locality_on(timeline.history, started_on),
        excluded_because=_excluded(timeline, rule, start, holidays),
    )


def _milestone(stop: Occurrence | None) -> Milestone | None:
    return stop.source if stop is not None and isinstance(stop.source, Milestone) else None


def _counts_as_met(exit_reason: str, rule: Rule) -> bool:
    """A permanent return is a return; a return is permanent only if it is marked so."""
    counted = rule.exits_that_count
    return exit_reason in counted or (exit_reason == HOME_PERMANENT and HOME in counted)


def _stopped(
    rule: Rule, started_on: date, stop: Occurrence | None
) -> tuple[date | None, datetime | None]:
    """When it stopped; a stop that may lie before the start counts as day 0."""
    if stop is None:
        return None, None
    if stop.on < started_on and not rule.counts_back:
        return started_on, None
    return stop.on, moment(stop.on, stop.at)


def _age(timeline: Timeline, on: date) -> int | None:
    born_on = timeline.history.born_on
    return None if born_on is None else age_on(born_on, on)


def _excluded(timeline: Timeline, rule: Rule, start: Start, holidays: Holidays) -> str:
    """Why an aim leaves the child out; empty when it does not (contract.md, filters)."""
    started_on, spell = start.occurrence.on, start.spell
    outside = ""
    came_from_elsewhere = spell.window != ALONE and timeline.windows[spell.window].transferred_in
    if came_from_elsewhere and not rule.include_transfers_in:
        return TRANSFERRED_IN
    if rule.kind == COVERAGE:
        outside = outside_coverage(rule, start.occurrence, spell, holidays)
        if outside == THRESHOLD:
            return THRESHOLD
    elif started_on < (rule.counted_from or date.min) or started_on > (rule.counted_to or OPEN):
        return WINDOW
    if rule.localities and locality_on(timeline.history, started_on) not in rule.localities:
        return LOCALITY
    age = _age(timeline, started_on)
    if rule.under_age is None or (age is not None and age < rule.under_age):
        # Last, because it holds only from the day of leaving on.
        return outside
    return AGE if age is not None else outside or AGE_UNKNOWN
