"""The overdue list: running clocks in the order they fall due, in four groups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Q, Subquery

from accounts.actors import Actor
from accounts.addresses import last_page, uuid_of
from accounts.pseudonyms import pseudonym
from cases.ages import spoken_age
from cases.finding import EVERYBODY
from cases.models import Placement
from milestones.clock_lines import ClockLine
from milestones.models import Clock
from milestones.models.clock import ClockQuerySet
from milestones.reach import Rules, clocks_in_reach, rules_of, works_under_pseudonyms
from milestones.work.booked import Stops, is_booked, kinds_that_stop
from milestones.work.spans import AGES, OVER, SPANS, Span, ages, groups, named, spans
from milestones.work.tallies import (
    NOBODY,
    NOT_JOINED,
    NOWHERE,
    Tally,
    place_asked,
    summed,
    tallies,
    with_worker,
    worker_asked,
)

PAGE = 50
NONE = "none"
DUE = {code for code, _ in SPANS}
LONG_OVER = {code for code, *_ in AGES}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which running clocks are asked for; empty means any."""

    rule: str = ""
    locality: str = ""
    worker: str = ""
    due: str = ""
    age: str = ""
    booked: str = ""

    def as_query(self, **other: str) -> str:
        """For links: the same question, with something asked otherwise."""
        told = {name: getattr(self, name) for name in self.__slots__} | other
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def is_narrow(self) -> bool:
        return self != Filters()


def offers_workers(actor: Actor) -> bool:
    """Who reaches several workers' children asks whose they are."""
    return bool(actor.reaches("clock.list") & {"T", "A"})


def offers_localities(actor: Actor) -> bool:
    """Who reaches more than their own children asks where; no place is learnt by asking."""
    return bool(actor.reaches("clock.list") & {"T", "A", "P"})


def has_an_overview(actor: Actor) -> bool:
    """Whose list is their own, a team's or a council's work, not an office's queue."""
    return bool(actor.reaches("clock.list") & {"C", "T", "A", "P"})


def offered(actor: Actor, filters: Filters) -> Filters:
    """A filter that the role is not offered asks nothing."""
    place = filters.locality if offers_localities(actor) else ""
    worker = filters.worker if offers_workers(actor) and filters.worker != EVERYBODY else ""
    person = uuid_of(worker)
    worker = str(person) if person else worker
    due = filters.due if filters.due in DUE else ""
    age = filters.age if filters.age in LONG_OVER else ""
    booked = NONE if filters.booked == NONE else ""
    return replace(filters, locality=place, worker=worker, due=due, age=age, booked=booked)


def clocks_with_a_day(actor: Actor, *, on: date, rules: Rules = None) -> ClockQuerySet:
    """Running clocks with a due day that this actor may see, history left out."""
    found = clocks_in_reach(actor, rules).running(on=on).filter(due_on__isnull=False)
    return found.since_going_live()


def narrowed(
    clocks: ClockQuerySet, asked: Filters, *, on: date, stops: Stops | None = None
) -> ClockQuerySet:
    """Those that answer to the filters of an address, which the role is offered."""
    wanted = Q()
    if asked.rule:
        wanted &= Q(timescale__ref=asked.rule)
    if asked.locality:
        wanted &= place_asked(asked.locality)
    if asked.worker:
        wanted &= worker_asked(asked.worker)
    for span in spans_asked(asked, on=on):
        wanted &= span.asked()
    found = with_worker(clocks).filter(wanted)
    return found.filter(~is_booked(stops or {}, on=on)) if asked.booked else found


def spans_asked(asked: Filters, *, on: date) -> list[Span]:
    """The days that the address names: a span, an age of the delay, or both."""
    found = [named(asked.due, spans(on=on)), named(asked.age, ages(on=on))]
    return [span for span in found if span is not None]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: workers in order of name, never ranked; None where not asked."""

    rules: list[tuple[str, str]]
    localities: list[tuple[str, str]] | None
    workers: list[tuple[str, str]] | None
    dues: Sequence[tuple[str, str]] = SPANS
    ages: Sequence[tuple[str, str]] = tuple((code, words) for code, words, *_ in AGES)


@dataclass(frozen=True)
class WorkList:
    """Everything a list of work is told from: its clocks, counted once whatever is asked."""

    actor: Actor
    on: date
    asked: Filters
    clocks: ClockQuerySet
    stops: Stops
    rows: Sequence[Tally]
    groups: Sequence[Span]

    @property
    def found(self) -> ClockQuerySet:
        return narrowed(self.clocks, self.asked, on=self.on, stops=self.stops)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each group answer to the filters."""
        wanted = [row for row in self.rows if answers(row, self.asked)]
        return {group.code: summed(wanted, group.code) for group in self.groups}

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def last_page(self) -> int:
        return last_page(self.total, at_once=PAGE)

    @property
    def overdue(self) -> int | None:
        """All that is overdue, for the navigation; None where only a part was counted."""
        is_whole = not (self.asked.due or self.asked.age or self.asked.booked)
        return summed(self.rows, OVER) if is_whole else None

    @property
    def choices(self) -> Choices:
        return choices_of(self.rows, self.actor, self.asked)


def answers(row: Tally, asked: Filters) -> bool:
    """Whether a count belongs to what is asked by rule, locality and worker."""
    wanted = ((asked.rule, row.rule), (asked.locality, row.locality), (asked.worker, row.worker))
    return all(not word or word.casefold() == own.casefold() for word, own in wanted)


def work_list(actor: Actor, filters: Filters, *, on: date) -> WorkList:
    asked = offered(actor, filters)
    rules = rules_of(actor) if asked.booked else None
    clocks = clocks_with_a_day(actor, on=on, rules=rules)
    stops = kinds_that_stop(rules or ())
    told = groups_told(asked, on=on)
    columns = {group.code: group.asked() for group in told}
    if asked.booked:
        columns = {code: days & ~Q(is_booked(stops, on=on)) for code, days in columns.items()}
    rows = tallies(
        clocks, columns, by_worker=offers_workers(actor), by_place=offers_localities(actor)
    )
    return WorkList(actor, on, asked, clocks, stops, rows, told)


def groups_told(asked: Filters, *, on: date) -> list[Span]:
    """The four groups of a list, or the one span that the address names."""
    days = spans_asked(asked, on=on)
    if not days:
        return groups(on=on)
    first = max((span.first for span in days if span.first), default=None)
    last = min((span.last for span in days if span.last), default=None)
    title = days[0].title if asked.due else "Overdue"
    if asked.age:
        title = f"{title}, {days[-1].title.lower()}"
    return [Span(days[0].code if asked.due else OVER, title, first, last)]


def choices_of(rows: Sequence[Tally], actor: Actor, asked: Filters) -> Choices:
    workers = {row.worker: row.worker_name for row in rows if row.worker_name}
    if asked.worker and asked.worker not in {*workers, NOBODY, NOT_JOINED}:
        workers[asked.worker] = "The worker asked for"
    by_name = sorted(workers.items(), key=lambda each: (each[1].casefold(), each[0]))
    if any(row.worker == NOT_JOINED for row in rows):
        by_name.append((NOT_JOINED, "Workers who have not joined yet"))
    places = sorted({row.locality for row in rows} - {NOWHERE})
    named_places = [(place, place) for place in places]
    if any(row.locality == NOWHERE for row in rows):
        named_places.append((NOWHERE, "No locality recorded"))
    return Choices(
        rules=list({row.rule: row.rule_name for row in rows}.items()),
        localities=named_places if offers_localities(actor) else None,
        workers=by_name if offers_workers(actor) else None,
    )


def page_of(clocks: ClockQuerySet, number: int) -> list[Clock]:
    """One page of what was narrowed, longest overdue first: child, rule, worker and home."""
    first = (number - 1) * PAGE
    current = Placement.objects.standing().filter(child=OuterRef("child"), ended_on__isnull=True)
    rows = clocks.with_rules().select_related("child__authority")
    told = rows.annotate(
        worker_name=F("allocated__person__full_name"),
        worker_email=F("allocated__email"),
        lives=Subquery(current.values("setting")[:1]),
    )
    return list(told.order_by(F("due_on").asc(), "child_id", "timescale_id")[first : first + PAGE])


@dataclass(frozen=True, slots=True)
class Row:
    """A clock and whose it is: by initials and reference, or by a pseudonym without a link."""

    line: ClockLine
    who: str
    url: str
    age: str
    lives: str
    worker: str | None


def rows(lines: Sequence[ClockLine], *, actor: Actor, on: date) -> list[Row]:
    """Whoever asks for rows shows them: the children are noted for the audit here."""
    actor.seen.children(line.clock.child for line in lines)
    if works_under_pseudonyms(actor):
        return [_pseudonymous(line) for line in lines]
    return [_row(line, on) for line in lines]


def _row(line: ClockLine, on: date) -> Row:
    clock: Any = line.clock
    child, reads = clock.child, clock.child.standing.reads
    lives = Placement.Setting(clock.lives).label if clock.lives else ""
    return Row(
        line=line,
        who=child.initials_and_ref,
        url=child.get_absolute_url(),
        age=spoken_age(child.born_on, on),
        lives=lives if reads("placements") else "",
        worker=(clock.worker_name or clock.worker_email or "") if reads("people") else None,
    )


def _pseudonymous(line: ClockLine) -> Row:
    child = line.clock.child
    return Row(line, pseudonym(child.public_id), "", f"born {child.born_on:%B %Y}", "", None)
