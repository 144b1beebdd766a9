"""The child's page: four answers, what is late and what is next, the journey, the clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from cases.ages import spoken_age
from cases.models import Child, Involvement, LegalOrder, Placement
from drawing.words import length_of, sentence_day
from milestones.clock_lines import OVERDUE, ClockLine, clock_lines
from milestones.journey_drawing import BarredLine, DrawnJourney, bar, drawn
from milestones.journeys import accommodated_spell, journey_of
from milestones.models import Clock, Milestone, MilestoneKind
from milestones.records import ChildRecord, standing
from milestones.rulebook import running_timescales

NOTHING = "Not recorded"


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the facts under the title: the question, the answer, its dates."""

    question: str
    answer: str
    dates: str = ""


@dataclass(frozen=True, slots=True)
class ChildPage:
    age: str
    answers: Sequence[Answer]
    late: ClockLine | None
    next_line: ClockLine | None
    next_meeting: Milestone | None
    journey: DrawnJourney | None
    open_lines: Sequence[BarredLine]
    late_in_all: int
    done_lines: Sequence[ClockLine]
    planned: Sequence[Milestone]
    people: Sequence[Involvement]
    is_in_care: bool


def child_page(record: ChildRecord, *, actor: Actor, on: date) -> ChildPage:
    child, planned = record.child, record.planned()
    counted = [clock for clock in record.clocks if not clock.excluded_because]
    lines = clock_lines(counted, actor=actor, on=on, planned=planned)
    open_lines = sorted((line for line in lines if line.is_open), key=_by_urgency)
    ahead = [line for line in open_lines if line.state != OVERDUE and line.clock.due_on]
    coming = [each for each in planned if each.planned_on and each.planned_on >= on]
    kinds = {kind.code: kind for kind in MilestoneKind.objects.used_by(child.authority)}
    overdue = [line for line in open_lines if line.state == OVERDUE]
    journey = journey_of(record, kinds=kinds, timescales=running_timescales(child.authority), on=on)
    return ChildPage(
        age=spoken_age(child.born_on, on),
        answers=_answers(record, on=on),
        late=overdue[0] if overdue else None,
        late_in_all=len(overdue),
        next_line=ahead[0] if ahead else None,
        next_meeting=coming[0] if coming else None,
        journey=drawn(journey) if journey else None,
        open_lines=[BarredLine(line, bar(line)) for line in open_lines],
        done_lines=sorted(
            (line for line in lines if not line.is_open),
            key=lambda line: line.clock.stopped_on or line.clock.ended_on or date.min,
            reverse=True,
        ),
        planned=planned,
        people=[
            each
            for each in standing(record.involvements)
            if each.began_on <= on and (each.ended_on is None or each.ended_on > on)
        ],
        is_in_care=any(episode.ended_on is None for episode in standing(record.episodes)),
    )


def _by_urgency(line: ClockLine) -> tuple[date, int]:
    return (line.clock.due_on or date.max, line.clock.pk)


def _answers(record: ChildRecord, *, on: date) -> list[Answer]:
    return [_lives(record), _legal_basis(record, on), _in_care(record, on), _route(record)]


def _lives(record: ChildRecord) -> Answer:
    placements = sorted(standing(record.placements), key=lambda each: each.began_on)
    current = [each for each in placements if each.ended_on is None]
    if not current:
        last = placements[-1] if placements else None
        dates = (
            f"left {sentence_day(last.ended_on)}: {last.get_setting_display().lower()}"
            if last and last.ended_on
            else ""
        )
        return Answer("Lives", NOTHING, dates)
    here = current[-1]
    dates = f"since {sentence_day(here.began_on)}"
    if here.setting != Placement.Setting.HOME:
        away = [p for p in placements if p.setting != Placement.Setting.HOME]
        dates += f", {_ordinal(away.index(here) + 1)} placement"
    return Answer("Lives", here.get_setting_display(), dates)


def _legal_basis(record: ChildRecord, on: date) -> Answer:
    in_force = [each for each in standing(record.orders) if _is_in_force(each, on)]
    if not in_force:
        return Answer("Legal basis", "No order in force")
    order = max(in_force, key=lambda each: (each.made_on, each.pk))
    same = [each for each in standing(record.orders) if each.kind == order.kind]
    first = min(same, key=lambda each: each.made_on)
    parts = [f"made {sentence_day(first.made_on)}"]
    if first.pk != order.pk:
        parts.append(f"continued {sentence_day(order.made_on)}")
    if order.expires_on:
        parts.append(f"expires {sentence_day(order.expires_on)}")
    others = [each.get_kind_display() for each in in_force if each.kind != order.kind]
    more = f". Also: {', '.join(others)}" if others else ""
    return Answer("Legal basis", order.get_kind_display(), ", ".join(parts) + more)


def _is_in_force(order: LegalOrder, on: date) -> bool:
    ends = min(order.ended_on or date.max, order.expires_on or date.max)
    return order.made_on <= on < ends


def _in_care(record: ChildRecord, on: date) -> Answer:
    episodes = sorted(standing(record.episodes), key=lambda each: each.began_on)
    if not episodes:
        return Answer("Looked after", "Not looked after yet")
    last = episodes[-1]
    if last.ended_on is not None and last.ended_on <= on:
        where = last.get_destination_display().lower()
        ended = f"until {sentence_day(last.ended_on)}" + (f": {where}" if where else "")
        return Answer("Looked after", "Not looked after now", ended)
    spell = accommodated_spell(record)
    if spell is not None and spell[1] is None:
        length = length_of((on - spell[0]).days)
        return Answer("Looked after and accommodated", length, f"since {sentence_day(spell[0])}")
    length = length_of((on - last.began_on).days)
    return Answer("Looked after at home", length, f"since {sentence_day(last.began_on)}")


def _route(record: ChildRecord) -> Answer:
    routes = sorted(standing(record.routes), key=lambda each: each.from_on)
    if not routes:
        return Answer("Route to permanence", "Not chosen yet")
    last = routes[-1]
    because = f": {last.reason}" if last.reason else ""
    dates = f"since {sentence_day(last.from_on)}{because}"
    return Answer("Route to permanence", last.get_route_display(), dates)


def _ordinal(n: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    return words[n - 1] if n <= len(words) else f"{n}th"


@dataclass(frozen=True, slots=True)
class Sibling:
    child: Child
    age: str
    lives: str
    late: Clock | None
    days_over: int


def siblings_of(child: Child, *, actor: Actor, on: date) -> list[Sibling]:
    """Brothers and sisters one may know of, each with what is latest for them."""
    if child.family_id is None:
        return []
    children = list(
        Child.objects.visible_to(actor).filter(family=child.family_id).exclude(pk=child.pk)
    )
    ids = [each.pk for each in children]
    current = Placement.objects.standing().filter(child__in=ids, ended_on__isnull=True)
    lives = {placement.child_id: placement.get_setting_display() for placement in current}
    overdue = Clock.objects.visible_to(actor).running().since_going_live().due_before(on)
    latest: dict[int, Clock] = {}
    for clock in overdue.filter(child__in=ids).select_related("timescale").oldest_first():
        latest.setdefault(clock.child_id, clock)
    return [
        Sibling(
            each,
            spoken_age(each.born_on, on),
            lives.get(each.pk, ""),
            late := latest.get(each.pk),
            (on - late.due_on).days if late and late.due_on else 0,
        )
        for each in sorted(children, key=lambda each: each.born_on)
    ]
