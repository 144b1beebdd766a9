"""The flat files of `evaluate_aim`: one aim and its episodes, measured without a database.

Strict: a key that is not known is refused by name, so that a typing slip never counts as
an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from aims.measure import ChildRow, Counted, Promise, Report, count_clock, measure
from aims.statement import listed, plain, promise, spoken_limit, window
from milestones.durations import UNITS, check_amount
from milestones.evaluate import evaluate_rule
from milestones.grammar import Reader
from milestones.history import Episode, History, Milestone, Route, route_on
from milestones.rules import (
    ALL,
    AT_LEAST,
    COVERAGE,
    EACH,
    KINDS,
    MORE_THAN,
    STOP_RULES,
    THRESHOLDS,
    Limit,
    Rule,
)
from milestones.selectors import LOOKED_AFTER, Selector
from milestones.status import Status

TOP_KEYS = ("aim", "on", "as_at", "episodes", "episode", "note")
# What the vector files say of themselves beside the question.
ABOUT_KEYS = ("id", "source", "expected", "quoted")
AIM_KEYS = (
    "kind",
    "start",
    "start_from",
    "start_to",
    "amount",
    "unit",
    "threshold",
    "stop",
    "stop_rule",
    "under_age",
    "exclude_pathways",
    "exit_counts_as_met",
    "allow_before_start",
    "include_transfers_in",
    "target",
    "stretch",
    "target_date",
    "note",
)
EPISODE_KEYS = (
    "child",
    "family",
    "dob",
    "start",
    "end",
    "end_reason",
    "pathway",
    "transferred_in",
    "events",
    "note",
)
EVENT_KEYS = ("type", "date", "recorded", "note")
SAME_ROUTE = {"rehabilitation": "home"}


@dataclass(frozen=True, slots=True)
class Row:
    """One episode of the file, or several that touch, joined."""

    child: str
    start: date | None
    end: date | None = None
    end_reason: str = ""
    family: str = ""
    dob: date | None = None
    routes: tuple[Route, ...] = ()
    transferred_in: bool = False
    events: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class FlatAim:
    rule: Rule
    promise: Promise


def flat_report(data: object) -> Report:
    """The report of one flat file. Raises ValueError with a sentence naming the wrong key."""
    read = Reader(data, TOP_KEYS + ABOUT_KEYS)
    on = _report_day(read)
    aim = _aim(read)
    rows = _joined([_row(each, number) for number, each in enumerate(_episodes(read), start=1)])
    return measure(_counted(rows, aim.rule, on), aim.promise, on=on)


def _report_day(read: Reader) -> date:
    if read.has("on") and read.has("as_at"):
        raise read.refuse("as_at", "says the same as “on”: keep one of them")
    on = read.day("on") or read.day("as_at")
    if on is None:
        raise read.refuse("on", "is missing: give the report’s date, like 2018-09-28")
    return on


def _aim(parent: Reader) -> FlatAim:
    read = parent.inside("aim", AIM_KEYS)
    if read is None:
        raise parent.refuse("aim", "is missing: describe the aim")
    kind = read.choice("kind", KINDS, KINDS[0])
    stops = _words(read, "stop")
    if not stops:
        raise read.refuse("stop", "is missing: list the types of event that stop the clock")
    target_date = read.day("target_date")
    excluded = {SAME_ROUTE.get(word, word) for word in read.codes("exclude_pathways")}
    rule = Rule(
        ref="",
        kind=kind,
        start=Selector(fact=LOOKED_AFTER),
        occurrence=EACH,
        stops=tuple(Selector(milestones=frozenset([stop])) for stop in stops),
        stop_rule=read.choice("stop_rule", STOP_RULES, STOP_RULES[0]),
        limit=_limit(read),
        exits_that_count=read.codes("exit_counts_as_met"),
        allow_before_start=read.flag("allow_before_start"),
        include_transfers_in=read.flag("include_transfers_in"),
        under_age=read.years("under_age"),
        exclude_routes=frozenset(excluded),
        counted_from=read.day("start_from"),
        counted_to=read.day("start_to") or target_date,
        target_date=target_date,
    )
    if kind == COVERAGE and rule.limit is None:
        raise read.refuse("amount", "is missing: how long must the situation have lasted?")
    target = _percent(read, "target")
    _percent(read, "stretch")
    return FlatAim(
        rule,
        Promise(
            ref=None,
            version=1,
            statement=_statement(read, rule, stops, target),
            target_percent=target,
            target_date=target_date,
            is_coverage=kind == COVERAGE,
        ),
    )


def _limit(read: Reader) -> Limit | None:
    amount, unit = read.number("amount"), read.choice("unit", UNITS, "")
    threshold = read.choice("threshold", THRESHOLDS, AT_LEAST)
    if amount is None:
        return None
    if not unit:
        raise read.refuse("unit", f"is missing: use one of {', '.join(UNITS)}")
    try:
        check_amount(amount, unit)
    except ValueError as error:
        raise read.refuse("amount", f"cannot be used. {str(error).rstrip('.')}") from error
    return Limit(amount=amount, unit=unit, threshold=threshold)


def _percent(read: Reader, key: str) -> int | None:
    value = read.number(key)
    if value is None:
        return None
    if value not in range(101):
        raise read.refuse(key, "must be a whole percentage from 0 to 100, or null")
    return int(value)


def _words(read: Reader, key: str) -> list[str]:
    """A list of words in the order written; one word alone will do."""
    if isinstance(read.data.get(key), str):
        return [read.text(key)]
    read.codes(key)
    return list(read.data.get(key) or [])


def _statement(read: Reader, rule: Rule, stops: Sequence[str], target: int | None) -> str:
    start = read.text("start", "the start").replace("_", " ")
    who = "children" if rule.under_age is None else f"children under {rule.under_age}"
    limit = {"amount": rule.limit.amount, "unit": rule.limit.unit} if rule.limit else None
    if rule.kind == COVERAGE:
        lasting = "more than" if rule.limit and rule.limit.threshold == MORE_THAN else "at least"
        since = window(rule.counted_from, None)
        who += f" {start} for {lasting} {spoken_limit(limit)}{f',{since},' if since else ''}"
    else:
        who += f" {start}{window(rule.counted_from, read.day('start_to'))}"
    action = listed(
        [stop.replace("_", " ") for stop in stops], last="and" if rule.stop_rule == ALL else "or"
    )
    return plain(
        promise(
            by=read.text("target_date") or None,
            percent=target,
            who=who,
            action=f"have {action}",
            within="" if rule.kind == COVERAGE else spoken_limit(limit),
            of_what="" if rule.kind == COVERAGE else start,
        )
    )


def _episodes(read: Reader) -> list[Reader]:
    if read.has("episode"):
        alone = read.inside("episode", EPISODE_KEYS)
        return [alone] if alone else []
    listing = read.data.get("episodes")
    if not isinstance(listing, list):
        raise read.refuse("episodes", "must be a list; it may be empty")
    return [Reader(each, EPISODE_KEYS, f"episodes[{i}]") for i, each in enumerate(listing)]


def _row(read: Reader, number: int) -> Row:
    start = read.day("start")
    pathway = read.text("pathway")
    pathway = SAME_ROUTE.get(pathway, pathway)
    return Row(
        child=_name(read, "child") or f"episode {number}",
        start=start,
        end=read.day("end"),
        end_reason=read.text("end_reason"),
        family=_name(read, "family"),
        dob=read.day("dob"),
        routes=(Route(pathway, start),) if pathway and start else (),
        transferred_in=read.flag("transferred_in"),
        events=_events(read),
    )


def _name(read: Reader, key: str) -> str:
    value = read.data.get(key)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else read.text(key)


def _events(read: Reader) -> tuple[Milestone, ...]:
    if not read.data.get("events"):
        return ()
    events = []
    for event in read.each_inside("events", EVENT_KEYS):
        kind, day = event.text("type"), event.day("date")
        if not kind:
            raise event.refuse("type", "is missing: say what happened")
        if day is None:
            raise event.refuse("date", "is missing: say when it happened")
        events.append(Milestone(kind, held_on=day))
    return tuple(events)


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Rows of one child that touch or overlap are one; a gap of a day keeps them apart."""
    joined: list[Row] = []
    for row in sorted(
        rows, key=lambda row: (row.child, row.start or date.min, row.end or date.max)
    ):
        last = joined[-1] if joined else None
        if last and last.child == row.child and _touch(last, row):
            joined[-1] = _join(last, row)
        else:
            joined.append(row)
    return joined


def _touch(last: Row, row: Row) -> bool:
    if last.start is None or row.start is None or _is_backwards(last) or _is_backwards(row):
        return False
    return row.start <= (last.end or date.max)


def _join(last: Row, row: Row) -> Row:
    ends_later = last.end is not None and (row.end is None or row.end > last.end)
    return replace(
        last,
        end=row.end if ends_later else last.end,
        end_reason=row.end_reason if ends_later else last.end_reason,
        family=last.family or row.family,
        dob=last.dob or row.dob,
        routes=last.routes + row.routes,
        events=last.events + row.events,
    )


def _is_backwards(row: Row) -> bool:
    return row.start is not None and row.end is not None and row.end < row.start


def _counted(rows: Sequence[Row], rule: Rule, on: date) -> list[Counted]:
    of_child: dict[str, list[Row]] = {}
    for row in rows:
        if row.start is not None and row.start <= on and not _is_backwards(row):
            of_child.setdefault(row.child, []).append(row)
    return [_count(row, of_child.get(row.child, []), rule, on) for row in rows]


def _count(row: Row, spells: Sequence[Row], rule: Rule, on: date) -> Counted:
    if row.start is None or row.start > on:
        return _unclear(row, Status.EXCLUDED)
    history = _history(row, [replace(row, end=None)] if _is_backwards(row) else spells, on)
    [reading] = [
        reading for reading in evaluate_rule(history, rule) if reading.started_on == row.start
    ]
    counted = count_clock(
        reading,
        on=on,
        child_ref=row.child,
        family=row.family,
        is_excluded=route_on(history, on) in rule.exclude_routes,
    )
    if _is_backwards(row) and counted.status != Status.EXCLUDED:
        return _unclear(row, Status.QUERY, due_on=reading.due_on)
    return counted


def _unclear(row: Row, status: Status, due_on: date | None = None) -> Counted:
    return Counted(ChildRow(row.child, status, row.start, due_on, None, None), family=row.family)


def _history(row: Row, spells: Sequence[Row], on: date) -> History:
    """What was known of the child on the day; events belong to the episode they stand in."""
    return History(
        born_on=row.dob,
        episodes=tuple(_episode(spell, on) for spell in spells),
        routes=row.routes,
        milestones=tuple(event for event in row.events if (event.held_on or date.max) <= on),
    )


def _episode(spell: Row, on: date) -> Episode:
    assert spell.start is not None
    has_ended = spell.end is not None and spell.end <= on
    return Episode(
        began_on=spell.start,
        ended_on=spell.end if has_ended else None,
        destination=spell.end_reason if has_ended else "",
        transferred_in=spell.transferred_in,
    )
