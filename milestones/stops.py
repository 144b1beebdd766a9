"""What stops a clock: the earliest valid fact, whatever order the facts were typed in."""

from bisect import bisect_left, bisect_right
from datetime import date, time
from typing import NamedTuple

from milestones.limits import Holidays, carried_date, stops_from
from milestones.occurrences import Found, Occurrence, find
from milestones.periods import Spell
from milestones.rules import ALL, COVERAGE, FIRST, Rule
from milestones.selectors import SPELL_FACTS
from milestones.spells import Timeline

StopSets = list[tuple[Found, bool]]


class Start(NamedTuple):
    """An occurrence that starts a clock, the spell it lives in, and the occurrence before it."""

    occurrence: Occurrence
    spell: Spell
    previous_on: date | None


class Stopped(NamedTuple):
    """What stopped a clock, if anything did.

    `teller` is what the outcome is taken from: where all of several must happen, the first
    listed. A stop before the start may ask a question.
    """

    by: Occurrence | None
    teller: Occurrence | None
    asks_question: bool = False


def find_stop(
    timeline: Timeline, rule: Rule, start: Start, selectors: StopSets, holidays: Holidays
) -> Stopped:
    """A stop counts on or after the start and on or before the exit: on one day the event wins."""
    if rule.counts_back:
        return _chosen(
            [_backward(found, rule, start, is_next) for found, is_next in selectors], rule
        )
    from_on = stops_from(rule, start.occurrence, holidays)
    may_be_early = rule.early_stop_is_a_question and (
        rule.occurrence == FIRST or rule.start.fact in SPELL_FACTS
    )
    early = [
        _early(found, start) if may_be_early and not is_next else None
        for found, is_next in selectors
    ]
    if rule.allow_before_start and rule.kind != COVERAGE and rule.stop_from is None:
        stops = [
            before or _forward(timeline, rule, found, is_next, start, from_on)
            for (found, is_next), before in zip(selectors, early, strict=True)
        ]
        return _chosen(stops, rule)
    stops = [
        _forward(timeline, rule, found, is_next, start, from_on) for found, is_next in selectors
    ]
    return _chosen(stops, rule, asks_question=not rule.allow_before_start and any(early))


def stop_sets(timeline: Timeline, rule: Rule) -> StopSets:
    """Each stop's occurrences, and whether it means the next one after the start."""
    return [
        (
            find(timeline, stop, rule.situation, chained=rule.is_chained and stop == rule.start),
            is_next,
        )
        for stop, is_next in zip(rule.stops, rule.next_stops, strict=True)
    ]


def _forward(
    timeline: Timeline, rule: Rule, found: Found, is_next: bool, start: Start, from_on: date
) -> Occurrence | None:
    position = bisect_left(found.days, from_on)
    if is_next:
        position = _past_the_start(timeline, rule, found, position, start.occurrence.on)
    if position == len(found.days) or found.days[position] > start.spell.ended_on:
        return None
    return found.items[position]


def _past_the_start(
    timeline: Timeline, rule: Rule, found: Found, position: int, started_on: date
) -> int:
    """Skip what is itself a start of that day: the next one is meant."""
    starts = find(timeline, rule.start, rule.situation, chained=rule.is_chained).items
    own = [item.source for item in starts if item.on == started_on]
    while position < len(found.days) and found.days[position] == started_on:
        if not any(found.items[position].source is source for source in own):
            break
        position += 1
    return position


def _backward(found: Found, rule: Rule, start: Start, is_next: bool) -> Occurrence | None:
    """Counted back from a planned day, what was done since the one before counts.

    A date the start carries into the future is different: what is due before an order
    expires is done after the day the order was made.
    """
    started_on = start.occurrence.on
    anchor = carried_date(start.occurrence, rule.limit) if rule.limit else None
    after = max(start.previous_on or date.min, start.spell.since)
    if is_next or anchor is None or anchor > started_on:
        after = started_on
    position = bisect_right(found.days, after)
    if position == len(found.days) or found.days[position] > start.spell.ended_on:
        return None
    return found.items[position]


def _early(found: Found, start: Start) -> Occurrence | None:
    """A stop before the start, after the end of the spell before."""
    position = bisect_right(found.days, start.spell.since)
    if position == len(found.days) or found.days[position] >= start.occurrence.on:
        return None
    return found.items[position]


def _chosen(stops: list[Occurrence | None], rule: Rule, *, asks_question: bool = False) -> Stopped:
    held = [stop for stop in stops if stop is not None]
    if not held or (rule.stop_rule == ALL and len(held) < len(stops)):
        return Stopped(None, None, asks_question)
    if rule.stop_rule == ALL:
        return Stopped(max(held, key=_moment), held[0], asks_question)
    first = held[0] if len(held) == 1 else min(held, key=_moment)
    return Stopped(first, first, asks_question)


def _moment(stop: Occurrence) -> tuple[date, time]:
    return stop.on, stop.at or time.min
