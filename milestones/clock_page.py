"""One clock's own page: its rule, its days, what stops it, who is told, what people answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.actors import Actor
from accounts.models import Membership
from drawing.words import sentence_day
from milestones.clock_keys import clock_id, of_clock
from milestones.clock_lines import ClockLine, clock_lines
from milestones.delays import delays_of, is_silent, pauses_of, snoozes_of
from milestones.extending import why_not_extended
from milestones.journey_drawing import bar
from milestones.models import (
    Clock,
    Delay,
    Extension,
    Flag,
    Milestone,
    MilestoneKind,
    Notice,
    Snooze,
)
from milestones.readable import readable_facts
from milestones.recipients import recipients
from milestones.rule_list import limit_in_words
from milestones.rule_words import Told, told
from milestones.rulebook import definition_of

LIMIT = "The limit"


@dataclass(frozen=True, slots=True)
class Telling:
    """Whom a flag has reached by the ladder, and who will be next, and when."""

    reached: Sequence[Membership]
    next_on: date | None
    next_people: Sequence[Membership]


@dataclass(frozen=True, slots=True)
class ClockPage:
    line: ClockLine
    bar: SafeString
    rule: Sequence[Told]
    reckoned: str
    extension: Extension | None
    started_by: Milestone | None
    flags: Sequence[Flag]
    delays: Sequence[Delay]
    snoozes: Sequence[Snooze]
    silence: Snooze | None
    telling: Telling | None
    notices: Sequence[Notice]
    is_gone: bool
    instead: str
    """The address of the clock that runs on under another version of the rule, if one does."""

    @property
    def delay(self) -> Delay | None:
        """The answer that holds."""
        return next((each for each in self.delays if each.superseded_at is None), None)

    @property
    def is_up(self) -> bool:
        """Whether a flag of the clock is live."""
        return any(flag.cleared_at is None for flag in self.flags)

    @property
    def earlier_delays(self) -> list[Delay]:
        return [each for each in self.delays if each.superseded_at is not None]

    @property
    def may_be_extended(self) -> bool:
        """By the rule itself; whether there is room left says the page that asks."""
        return self.may_be_answered and not why_not_extended(self.line.clock.timescale)

    @property
    def may_be_answered(self) -> bool:
        return self.line.is_open and not self.is_gone


def clock_page(clock: Clock, *, actor: Actor, on: date) -> ClockPage:
    """The clock came through the gate with its child, and its rule is read."""
    child = clock.child
    planned = Milestone.objects.planned().filter(child=child).select_related("kind")
    booked = readable_facts(planned.order_by("planned_on", "pk"), child.standing)
    [line] = clock_lines([clock], actor=actor, on=on, planned=booked)
    delays, snoozes = delays_of(clock), snoozes_of(clock)
    flags = list(Flag.objects.filter(**of_clock(clock)).order_by("raised_on", "pk"))
    kinds = dict(MilestoneKind.objects.used_by(actor.authority).values_list("code", "name"))
    definition = definition_of(clock.timescale)
    return ClockPage(
        line=line,
        bar=bar(line),
        rule=[part for part in told(definition, kinds) if part.label != LIMIT],
        reckoned=_reckoned(clock),
        extension=_extension(clock),
        started_by=_started_by(clock),
        flags=flags,
        delays=delays,
        snoozes=snoozes,
        silence=next((each for each in snoozes if is_silent(each, on=on)), None),
        telling=_telling(clock, flags, delays, snoozes, on=on),
        notices=_notices(clock, flags),
        is_gone=clock.pk is None,
        instead=_instead(clock) if clock.pk is None else "",
    )


def _instead(clock: Clock) -> str:
    """A mailed link leads on when the rule has got a version for the days of its clock."""
    same = Clock.objects.filter(child=clock.child, started_on=clock.started_on)
    found = same.with_rules().filter(timescale__ref=clock.timescale.ref).first()
    if found is None:
        return ""
    address = clock_id(clock.child, found.timescale, found.started_on)
    return reverse("clock", args=[clock.child.public_id, address])


def _reckoned(clock: Clock) -> str:
    """“30 weeks, counted from 4 November 2025”."""
    words = limit_in_words(clock.timescale)
    limit = definition_of(clock.timescale).get("limit") or {}
    is_counted = limit.get("amount") is not None and "from" not in limit
    words = f"{words}, counted from {sentence_day(clock.started_on)}" if is_counted else words
    return words[:1].upper() + words[1:]


def _extension(clock: Clock) -> Extension | None:
    """The grant that the due day follows, if one was given."""
    granted = (
        Extension.objects.standing()
        .select_related("child")
        .filter(
            child_id=clock.child_id,
            timescale_ref=clock.timescale.ref,
            started_on=clock.started_on,
            due_on=clock.due_on,
        )
    )
    found = readable_facts(granted.order_by("-granted_on", "-pk")[:1], clock.child.standing)
    return found[0] if found else None


def _started_by(clock: Clock) -> Milestone | None:
    """The meeting or decision that started it; other facts are told by the rule's words."""
    start = definition_of(clock.timescale).get("start") or {}
    if start.get("fact"):
        return None
    held = Milestone.objects.standing().filter(child_id=clock.child_id)
    kinds = {"kind__code__in": start["milestones"]} if start.get("milestones") else {}
    day = {"planned_on" if start.get("planned") else "held_on": clock.started_on}
    found = readable_facts(held.filter(**kinds, **day).select_related("kind"), clock.child.standing)
    return found[0] if found else None


def _notices(clock: Clock, flags: Sequence[Flag]) -> list[Notice]:
    """Who was given a notice of its flags, the first first."""
    if not clock.child.standing.reads("people"):
        return []
    given = Notice.objects.filter(child_id=clock.child_id, flag__in=[flag.pk for flag in flags])
    return list(given.select_related("person", "membership").order_by("raised_at", "pk"))


def _telling(
    clock: Clock,
    flags: Sequence[Flag],
    delays: Sequence[Delay],
    snoozes: Sequence[Snooze],
    *,
    on: date,
) -> Telling | None:
    """Nobody where no flag is live, and nothing for those who do not read who works with whom."""
    is_live = any(flag.cleared_at is None for flag in flags)
    if not is_live or clock.due_on is None or not clock.child.standing.reads("people"):
        return None
    told_to = recipients(authority=clock.child.authority, child_ids=[clock.child_id], on=on)
    pauses = pauses_of(delays, snoozes)
    level = told_to.ladder.level(clock.due_on, pauses, on=on)
    reached = told_to.up_to(clock.child_id, level)
    climb = told_to.ladder.next_climb(clock.due_on, pauses, on=on)
    if climb is None:
        return Telling(reached, None, ())
    next_on, then = climb
    people = [each for each in told_to.at(clock.child_id, then) if each not in reached]
    return Telling(reached, next_on, people)
