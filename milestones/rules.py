"""A timescale as a value: from one kind of fact to another, within a limit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from milestones.durations import UNITS, check_amount
from milestones.grammar import Reader
from milestones.selectors import FACTS, NONE, ORDER_MADE, SITUATION_BEGAN, Selector, Situation, same

FIRST, EACH, AFTER_FIRST = OCCURRENCES = ("first", "each", "after_first")
ANY, ALL = STOP_RULES = ("any", "all")
DURATION, COVERAGE = KINDS = ("duration", "coverage")
AT_LEAST, MORE_THAN = THRESHOLDS = ("at_least", "more_than")
EXPIRES_ON, PLANNED_ON, AGREED_NEXT_ON = DATE_FIELDS = (
    "expires_on",
    "planned_on",
    "agreed_next_on",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long, counted from the start or from a date that the start fact carries."""

    amount: float | None = None
    unit: str = "days"
    first_day_counts: bool = False
    date_field: str | None = None
    otherwise: "Limit | None" = None
    birthday: int | None = None
    threshold: str = AT_LEAST


@dataclass(frozen=True, slots=True)
class Applies:
    """What must hold on the start day for a rule to speak of a child at all."""

    min_age: int | None = None
    under_age: int | None = None
    settings: frozenset[str] = NONE
    bases: frozenset[str] = NONE
    routes: frozenset[str] = NONE
    localities: frozenset[str] = NONE
    order_in_force: bool | frozenset[str] | None = None
    no_order_in_force: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class Rule:
    """One timescale. A limit of None is a prompt or a draft: it is never due."""

    ref: str
    start: Selector
    stops: tuple[Selector, ...]
    occurrence: str = FIRST
    stop_rule: str = ANY
    kind: str = DURATION
    situation: Situation = Situation()
    limit: Limit | None = None
    stop_from: Limit | None = None
    applies_to: Applies | None = None
    exits_that_count: frozenset[str] = NONE
    allow_before_start: bool = False
    early_stop_is_a_question: bool = True
    include_transfers_in: bool = True
    under_age: int | None = None
    localities: frozenset[str] = NONE
    exclude_routes: frozenset[str] = NONE
    counted_from: date | None = None
    counted_to: date | None = None
    target_date: date | None = None
    next_stops: tuple[bool, ...] = field(init=False, repr=False, compare=False)
    """For each stop, whether every start is one too: then the next one is meant."""
    is_chained: bool = field(init=False, repr=False, compare=False)
    """Whether continuous orders of one kind start a single clock."""

    def __post_init__(self) -> None:
        next_stops = tuple(stop.covers(self.start) for stop in self.stops)
        object.__setattr__(self, "next_stops", next_stops)
        chained = self.start.fact == ORDER_MADE and self.occurrence == FIRST
        object.__setattr__(self, "is_chained", chained)

    @property
    def counts_back(self) -> bool:
        return self.limit is not None and self.limit.amount is not None and self.limit.amount < 0


AIM_KEYS = (
    "authority",
    "label",
    "national_stage",
    "cohort",
    "target_percent",
    "stretch_percent",
    "target_date",
    "reported_on",
    "draft",
)
RULE_KEYS = (
    "ref",
    "kind",
    "start",
    "stop",
    "stop_rule",
    "stop_from",
    "while",
    "limit",
    "threshold",
    "applies",
    "under_age",
    "exclude_routes",
    "localities",
    "counts_as_met",
    "allow_before_start",
    "early_stop_is_a_question",
    "include_transfers_in",
    "note",
)
STOP_KEYS = ("milestones", "outcomes", "routes", "fact", "settings", "orders")
# The day something is planned for can start a clock; only what was held stops one.
SELECTOR_KEYS = (*STOP_KEYS, "planned")
APPLIES_KEYS = (
    "min_age",
    "under_age",
    "settings",
    "bases",
    "routes",
    "localities",
    "order_in_force",
    "no_order_in_force",
)
LIMIT_KEYS = (
    "amount",
    "unit",
    "first_day_counts",
    "from",
    "otherwise",
    "birthday",
    "threshold",
)


def rule_from_data(data: Mapping[str, Any]) -> Rule:
    """The rule written in contract.md's aim format, with the keys that timescales add.

    Raises ValueError with a sentence naming the key that is wrong.
    """
    read = Reader(data, RULE_KEYS + AIM_KEYS)
    kind = read.choice("kind", KINDS, DURATION)
    start, occurrence = _start(read, kind)
    cohort = read.inside("cohort", ("from", "to"))
    target_date = read.day("target_date")
    situation = read.inside("while", ("settings", "orders"))
    return Rule(
        ref=read.text("ref"),
        kind=kind,
        start=start,
        occurrence=occurrence,
        stops=tuple(_selector(stop) for stop in read.each_inside("stop", STOP_KEYS)),
        stop_rule=read.choice("stop_rule", STOP_RULES, ANY),
        stop_from=_limit(read, "stop_from"),
        situation=Situation(situation.codes("settings"), situation.codes("orders"))
        if situation
        else Situation(),
        limit=_limit(read, "limit"),
        applies_to=_applies(read),
        exits_that_count=read.codes("counts_as_met"),
        allow_before_start=read.flag("allow_before_start"),
        early_stop_is_a_question=read.flag("early_stop_is_a_question", True),
        # A child who came from another council is out of an aim unless it says so; the law's
        # own clocks run on.
        include_transfers_in=read.flag("include_transfers_in", not read.has(*AIM_KEYS)),
        under_age=read.years("under_age"),
        localities=read.codes("localities"),
        exclude_routes=read.codes("exclude_routes"),
        counted_from=cohort.day("from") if cohort else None,
        counted_to=_last_entry(cohort, target_date),
        target_date=target_date,
    )


def _last_entry(cohort: Reader | None, target_date: date | None) -> date | None:
    """The window's end: its own, or the target date. Without a first day there is no window."""
    if cohort is None or cohort.day("from") is None:
        return cohort.day("to") if cohort else None
    return cohort.day("to") or target_date


def _start(read: Reader, kind: str) -> tuple[Selector, str]:
    start = read.inside("start", (*SELECTOR_KEYS, "occurrence"))
    if start is None and kind == COVERAGE:
        return Selector(fact=SITUATION_BEGAN), EACH
    if start is None:
        raise read.refuse("start", "is missing: say which fact or milestones start the clock")
    selector = _selector(start)
    if kind == COVERAGE and selector.fact != SITUATION_BEGAN:
        raise start.refuse("fact", f"must be {SITUATION_BEGAN} for a coverage aim")
    return selector, start.choice("occurrence", OCCURRENCES, EACH if selector.fact else FIRST)


def _selector(read: Reader) -> Selector:
    fact = read.choice("fact", FACTS, "")
    milestones, outcomes, routes = map(read.codes, ("milestones", "outcomes", "routes"))
    settings, orders = map(read.codes, ("settings", "orders"))
    planned = read.flag("planned")
    if fact and (milestones or outcomes or routes or planned):
        raise read.refuse("fact", "goes with settings and orders, not with milestones")
    if not fact and (settings or orders):
        raise read.refuse("fact", "is missing: settings and orders describe a fact")
    if not fact and not read.has("milestones", "outcomes", "routes"):
        raise read.refuse("milestones", "is missing: name milestones, or a fact")
    return same(Selector(fact, milestones, outcomes, routes, settings, orders, planned))


def _limit(parent: Reader, key: str) -> Limit | None:
    read = parent.inside(key, LIMIT_KEYS)
    if read is None:
        return None
    amount, date_field = read.number("amount"), read.choice("from", DATE_FIELDS, "") or None
    birthday = read.years("birthday")
    if amount is None and date_field:
        amount = 0
    if amount is None and birthday is None:
        return None
    unit = read.choice("unit", UNITS, "" if amount else "days")
    if not unit:
        raise read.refuse("unit", f"is missing: use one of {', '.join(UNITS)}")
    if amount is not None:
        _check_amount(read, amount, unit)
    return Limit(
        amount=amount,
        unit=unit,
        first_day_counts=read.flag("first_day_counts"),
        date_field=date_field,
        otherwise=_limit(read, "otherwise"),
        birthday=birthday,
        threshold=read.choice("threshold", THRESHOLDS, "")
        or parent.choice("threshold", THRESHOLDS, AT_LEAST),
    )


def _check_amount(read: Reader, amount: float, unit: str) -> None:
    try:
        check_amount(amount, unit)
    except ValueError as error:
        raise read.refuse("amount", f"cannot be used. {str(error).rstrip('.')}") from error


def _applies(parent: Reader) -> Applies | None:
    read = parent.inside("applies", APPLIES_KEYS)
    if read is None:
        return None
    in_force = read.data.get("order_in_force")
    return Applies(
        min_age=read.years("min_age"),
        under_age=read.years("under_age"),
        settings=read.codes("settings"),
        bases=read.codes("bases"),
        routes=read.codes("routes"),
        localities=read.codes("localities"),
        order_in_force=in_force
        if isinstance(in_force, bool)
        else read.codes("order_in_force") or None,
        no_order_in_force=read.codes("no_order_in_force"),
    )
