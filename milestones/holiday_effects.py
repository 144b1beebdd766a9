"""What a local holiday added or taken out does to the clocks that count working days.

Reckoned at once, as only clocks that run over the day can move: counted for everybody, like an
aim; the children shown are asked of the gate for the reader.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.actors import Actor, system_actor
from accounts.door import entered
from cases.models import Child
from milestones.clocks import VALUES, computed_clocks, load_timelines
from milestones.models import Clock, Timescale
from milestones.models.clock import ClockQuerySet
from milestones.rulebook import Rulebook, rule_set_of, running_rule

WORKING_DAYS = "working_days"
DUE = VALUES.index("due_on")
# So many running clocks are shown; of so many children it is reckoned while somebody waits.
SHOWN, MOST_CHILDREN = 20, 500


@dataclass(frozen=True, slots=True)
class MovedClock:
    """A clock that would fall due on another day; `runs`: somebody still has to meet it."""

    child_id: int
    rule: str
    was_due_on: date
    due_on: date
    runs: bool


@dataclass(frozen=True, slots=True)
class HolidayEffect:
    """How many clocks run in working days, how many of them over the day, which would move.

    `moved` is None where too many run over it to be reckoned while somebody waits.
    """

    running: int = 0
    over_it: int = 0
    moved: Sequence[MovedClock] | None = ()

    @property
    def moving(self) -> list[MovedClock]:
        return [clock for clock in self.moved or () if clock.runs]

    @property
    def judged_anew(self) -> int:
        """Clocks that are over, whose stop or end would be held against another day."""
        return len(self.moved or ()) - len(self.moving)

    @property
    def by_rule(self) -> list[tuple[str, int]]:
        return sorted(Counter(clock.rule for clock in self.moving).items())


def holiday_effect(actor: Actor, day: date, *, is_added: bool, on: date) -> HolidayEffect:
    """With the day in the council's list, or without it: nothing is written."""
    held = rule_set_of(actor.authority)
    rules = [each for each in held.running() if WORKING_DAYS in str(each.definition)]
    if not rules or (day in held.holidays) == is_added:
        return HolidayEffect()
    holidays = held.holidays | {day} if is_added else held.holidays - {day}
    rulebook = Rulebook(tuple(running_rule(each) for each in rules), holidays)
    with entered(system_actor(actor.authority, at=actor.at)):
        counted = Clock.objects.filter(authority=actor.authority, timescale__in=rules)
        running = set(counted.running(on=on).values_list("pk", flat=True))
        over_it = _over(counted, day, rules)
        return HolidayEffect(
            len(running),
            sum(clock.pk in running for clock in over_it),
            _moved(actor, over_it, rulebook, running),
        )


def _over(counted: ClockQuerySet, day: date, rules: Sequence[Timescale]) -> list[Clock]:
    """The clocks whose days may hold this one; any, where they are counted from another day."""
    elsewhere = [each.pk for each in rules if _counts_from_elsewhere(each)]
    spans = Q(started_on__lte=day, due_on__gte=day) | Q(timescale__in=elsewhere)
    return list(counted.filter(spans, due_on__isnull=False).select_related("timescale"))


def _counts_from_elsewhere(rule: Timescale) -> bool:
    """Backwards, or from a date that the start fact carries: not from the start to the due day."""
    limit = running_rule(rule).rule.limit
    return limit is None or limit.date_field is not None or (limit.amount or 0) < 0


def _moved(
    actor: Actor, over_it: Sequence[Clock], rulebook: Rulebook, running: set[int]
) -> list[MovedClock] | None:
    children = {clock.child_id for clock in over_it}
    if len(children) > MOST_CHILDREN:
        return None
    after = computed_clocks(actor.authority, load_timelines(children), rulebook=rulebook)
    found = []
    for clock in over_it:
        values = after.get((clock.child_id, clock.timescale_id, clock.started_on))
        due_on = values[DUE] if values else None
        if clock.due_on is not None and due_on is not None and due_on != clock.due_on:
            runs = clock.pk in running
            name = clock.timescale.name
            found.append(MovedClock(clock.child_id, name, clock.due_on, due_on, runs))
    return sorted(found, key=lambda moved: (moved.due_on, moved.child_id))


def clocks_shown(actor: Actor, effect: HolidayEffect) -> list[tuple[Child, MovedClock]]:
    """The first running ones of children whom this reader may know, told to the audit as shown."""
    ids = {clock.child_id for clock in effect.moving}
    known = {child.pk: child for child in Child.objects.visible_to(actor).filter(pk__in=ids)}
    moving = [clock for clock in effect.moving if clock.child_id in known][:SHOWN]
    actor.seen.children(known[clock.child_id] for clock in moving)
    return [(known[clock.child_id], clock) for clock in moving]
