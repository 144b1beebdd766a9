"""The flat files of `evaluate_aim`, read strictly: one aim and its episodes.

A key that is not known is refused by name, so that a typing slip never counts as an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aims import phrases
from aims.measure import Promise
from aims.statement import plain, promise, spoken_limit, window
from drawing.words import listed
from milestones.durations import UNITS, check_amount
from milestones.grammar import Reader
from milestones.history import Milestone, Route
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
class FlatFile:
    on: date
    rule: Rule
    promise: Promise
    rows: tuple[Row, ...]


def read_flat_file(data: object) -> FlatFile:
    """What the file asks. Raises ValueError with a sentence naming the key that is wrong."""
    read = Reader(data, TOP_KEYS + ABOUT_KEYS)
    on = _report_day(read)
    rule, promised = _aim(read)
    rows = [_row(each, number) for number, each in enumerate(_episodes(read), start=1)]
    return FlatFile(on, rule, promised, tuple(rows))


def _report_day(read: Reader) -> date:
    if read.has("on") and read.has("as_at"):
        raise read.refuse("as_at", "says the same as “on”: keep one of them")
    on = read.day("on") or read.day("as_at")
    if on is None:
        raise read.refuse("on", "is missing: give the report’s date, like 2018-09-28")
    return on


def _aim(parent: Reader) -> tuple[Rule, Promise]:
    read = parent.inside("aim", AIM_KEYS)
    if read is None:
        raise parent.refuse("aim", "is missing: describe the aim")
    stops = _words(read, "stop")
    if not stops:
        raise read.refuse("stop", "is missing: list the types of event that stop the clock")
    rule = _rule(read, stops)
    if rule.kind == COVERAGE and rule.limit is None:
        raise read.refuse("amount", "is missing: how long must the situation have lasted?")
    target = _percent(read, "target")
    _percent(read, "stretch")
    promised = Promise(
        ref=None,
        version=1,
        statement=_statement(read, rule, stops, target),
        target_percent=target,
        target_date=rule.target_date,
        is_coverage=rule.kind == COVERAGE,
    )
    return rule, promised


def _rule(read: Reader, stops: Sequence[str]) -> Rule:
    """Each row is one spell: its start starts the clock, and its end is the exit."""
    target_date = read.day("target_date")
    excluded = {SAME_ROUTE.get(word, word) for word in read.codes("exclude_pathways")}
    return Rule(
        ref="",
        kind=read.choice("kind", KINDS, KINDS[0]),
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


def _limit(read: Reader) -> Limit | None:
    amount, unit = read.number("amount"), read.choice("unit", UNITS, "")
    threshold = read.choice("threshold", THRESHOLDS, AT_LEAST)
    if amount is None:
        return None
    if amount < 0:
        raise read.refuse("amount", "must not be negative: an aim counts forward")
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
    """The same sentence as an aim's own, in the file's words where it has words of its own."""
    label = read.text("start", "start")
    begun, anchor = phrases.FACTS.get(
        label, (f"whose clock started ({label.replace('_', ' ')})", "that day")
    )
    who = "children" if rule.under_age is None else f"children under {rule.under_age}"
    limit = {"amount": rule.limit.amount, "unit": rule.limit.unit} if rule.limit else None
    is_coverage = rule.kind == COVERAGE
    if is_coverage:
        lasting = "more than" if rule.limit and rule.limit.threshold == MORE_THAN else "at least"
        since = window(rule.counted_from, None)
        who += f" in that situation ({label.replace('_', ' ')})"
        who += f" for {lasting} {spoken_limit(limit)}"
        who += f",{since}," if since else ""
    else:
        begun = begun.format(settings="", orders="an order", situation="in that situation")
        who += f" {begun}{window(rule.counted_from, read.day('start_to'))}"
    last = "and" if rule.stop_rule == ALL else "or"
    return plain(
        promise(
            by=read.text("target_date") or None,
            percent=target,
            who=who,
            action=f"have {listed([_with_article(stop) for stop in stops], last=last)}",
            within="" if is_coverage else spoken_limit(limit),
            of_what="" if is_coverage else anchor,
        )
    )


def _with_article(stop: str) -> str:
    words = stop.replace("_", " ")
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


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
