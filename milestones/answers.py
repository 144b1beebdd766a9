"""The answers under a child's name: where, under what, since when, with which plan."""

from dataclasses import dataclass
from datetime import date

from cases.models import LegalOrder, Placement
from drawing.words import length_of, sentence_day
from milestones.journeys import accommodated_spell
from milestones.records import ChildRecord, standing

NOTHING = "Not recorded"


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the facts under the title: the question, the answer, its dates."""

    question: str
    answer: str
    dates: str = ""


def answers_of(record: ChildRecord, *, on: date) -> list[Answer]:
    """Those whose part of the record is read; an answer is never made up from half of it."""
    reads = record.standing.reads
    answers = []
    if reads("placements"):
        answers.append(_lives(record))
    if reads("legal_basis") or reads("orders"):
        answers.append(_legal_basis(record, on))
    if reads("placements"):
        answers.append(_in_care(record, on))
    if reads("plan"):
        answers.append(_route(record))
    return answers


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
        reads_all = record.standing.reads("orders") and record.standing.reads("legal_basis")
        kind = "" if reads_all else "compulsory "
        return Answer("Legal basis", f"No {kind}order in force")
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
