"""When a clock falls due, and from which day on a stop may count."""

from datetime import date, datetime

from milestones.durations import ONE_DAY, birthday, due_at, due_on
from milestones.occurrences import Occurrence
from milestones.periods import Spell
from milestones.reading import LEFT_FIRST, THRESHOLD
from milestones.rules import COVERAGE, MORE_THAN, Limit, Rule
from milestones.spells import Timeline

Holidays = frozenset[date]


def carried_date(start: Occurrence, limit: Limit) -> date | None:
    """The day the limit counts from: the start, or a date that the start fact carries."""
    if limit.date_field is None:
        return start.on
    carried: date | None = getattr(start.source, limit.date_field, None)
    return carried


def due_day(timeline: Timeline, rule: Rule, start: Occurrence, holidays: Holidays) -> date | None:
    """The last day in time: extended, or the target date of a coverage aim, or by the limit."""
    if timeline.history.extensions and (extended := _extended(timeline, rule, start)):
        return max(extended)
    if rule.kind == COVERAGE:
        return rule.target_date
    if rule.limit is None:
        return None
    due = _limit_day(start, rule.limit, holidays)
    if rule.limit.birthday is None or timeline.history.born_on is None:
        return due
    of_age = birthday(timeline.history.born_on, rule.limit.birthday)
    return of_age if of_age >= start.on and (due is None or of_age < due) else due


def _extended(timeline: Timeline, rule: Rule, start: Occurrence) -> list[date]:
    return [
        extension.due_on
        for extension in timeline.history.extensions
        if extension.timescale_ref == rule.ref and extension.started_on == start.on
    ]


def due_moment(rule: Rule, started_at: datetime | None, due: date | None) -> datetime | None:
    """Only hours have a moment, and only when the clock time of the start is known."""
    limit = rule.limit
    if limit is None or limit.unit != "hours" or limit.amount is None or started_at is None:
        return None
    moment = due_at(started_at, limit.amount)
    # An extension or a birthday that moved the day has no hour.
    return moment if due == due_on(started_at.date(), limit.amount, limit.unit) else None


def stops_from(rule: Rule, start: Occurrence, holidays: Holidays) -> date:
    """The first day a stop may count: the start, unless it must have lasted a while by then.

    Coverage aims: the later of the threshold and the window's start (measures.md §4.4).
    """
    if rule.kind == COVERAGE:
        reached = threshold_day(rule, start, holidays)
        return reached if rule.counted_from is None else max(reached, rule.counted_from)
    if rule.stop_from is None:
        return start.on
    return _limit_day(start, rule.stop_from, holidays) or start.on


def threshold_day(rule: Rule, start: Occurrence, holidays: Holidays) -> date:
    """The day a situation has lasted so long; "more than" begins the day after (A8)."""
    reached = _limit_day(start, rule.limit, holidays) if rule.limit else start.on
    reached = reached or date.max
    if rule.limit is not None and rule.limit.threshold == MORE_THAN and reached < date.max:
        return reached + ONE_DAY
    return reached


def outside_coverage(rule: Rule, start: Occurrence, spell: Spell, holidays: Holidays) -> str:
    """Why a coverage aim leaves a child out: too late at the threshold, or gone before it."""
    if rule.target_date is not None and threshold_day(rule, start, holidays) > rule.target_date:
        return THRESHOLD
    return LEFT_FIRST if spell.ended_on < stops_from(rule, start, holidays) else ""


def _limit_day(start: Occurrence, limit: Limit, holidays: Holidays) -> date | None:
    base = carried_date(start, limit)
    if base is None:
        return _limit_day(start, limit.otherwise, holidays) if limit.otherwise else None
    if limit.amount is None:
        return None
    try:
        return due_on(
            base,
            limit.amount,
            limit.unit,
            first_day_counts=limit.first_day_counts,
            holidays=holidays,
        )
    except ValueError:
        return None  # beyond the calendar: nobody will see it fall due
