"""Once a week, in one notice: how much of the records of a worker's children is to be corrected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse

from accounts.models import Authority, Membership
from accounts.roles import Role
from milestones.models import Notice, Question
from milestones.notices.rhythm import monday_of
from milestones.notices.telling import Telling
from milestones.quality.accepted import accepted_now
from milestones.recipients import recipients


@dataclass(frozen=True, slots=True)
class Told:
    """What the last notice knew: its day, and the last question there was."""

    on: date
    last: int

    def knew(self, question: Question) -> bool:
        return question.pk <= self.last and question.asks_from <= self.on


def tellings_of_questions(*, authority: Authority, on: date) -> Iterator[Telling]:
    """To the social workers who hold the children, where a question came up since the last time."""
    by_child: defaultdict[int, list[Question]] = defaultdict(list)
    for question in _asked(authority, on):
        by_child[question.child_id].append(question)
    people = recipients(authority=authority, child_ids=by_child, on=on)
    asked: defaultdict[Membership, list[Question]] = defaultdict(list)
    for child_id, questions in by_child.items():
        for member in people.by_child[child_id][Role.SOCIAL_WORKER]:
            asked[member] += questions
    told = _told_before(authority)
    for member, questions in asked.items():
        if _is_new(told.get(member.pk), questions, on):
            yield _telling(member, questions, on)


def _is_new(before: Told | None, questions: list[Question], on: date) -> bool:
    if before is None:
        return True
    return monday_of(before.on) < monday_of(on) and not all(map(before.knew, questions))


def _asked(authority: Authority, on: date) -> Iterable[Question]:
    """As the page lists them: what was planned for before going live is history."""
    found = Question.objects.asked(on=on).filter(~accepted_now(), authority=authority)
    return found.exclude(
        code="planned_day_passed",
        authority__went_live_on__isnull=False,
        asks_from__lte=F("authority__went_live_on"),
    )


def _told_before(authority: Authority) -> dict[int, Told]:
    """By membership, from the key of its last notice of this kind: own children and covered
    ones are told apart, as the page lists them."""
    rows = Notice.objects.filter(authority=authority, kind=Notice.Kind.QUALITY).order_by("pk")
    keys = dict(rows.values_list("membership_id", "key"))
    return {membership_id: _read(key) for membership_id, key in keys.items()}


def _read(key: str) -> Told:
    *_, day, last = key.split("/")
    return Told(date.fromisoformat(day), int(last))


def _telling(member: Membership, questions: list[Question], on: date) -> Telling:
    count = len(questions)
    things = "1 thing" if count == 1 else f"{count} things"
    whose = "the children you cover for" if member.covers_id else "your children"
    last = max(each.pk for each in questions)
    return Telling(
        member,
        Notice.Kind.QUALITY,
        f"quality/{member.pk}/{on.isoformat()}/{last}",
        f"{things} to correct in the records of {whose}",
        reverse("quality"),
    )
