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
    asked: defaultdict[int, list[Question]] = defaultdict(list)
    members: dict[int, Membership] = {}
    for child_id, questions in by_child.items():
        for member in people.by_child[child_id][Role.SOCIAL_WORKER]:
            members.setdefault(member.person_id, member)
            asked[member.person_id] += questions
    told = _told_before(authority)
    for person_id, questions in asked.items():
        before = told.get(person_id)
        is_new = before is None or (
            monday_of(before.on) < monday_of(on) and not all(map(before.knew, questions))
        )
        if is_new:
            yield _telling(members[person_id], questions, on)


def _asked(authority: Authority, on: date) -> Iterable[Question]:
    """As the page lists them: what was planned for before going live is history."""
    found = Question.objects.asked(on=on).filter(authority=authority)
    return found.exclude(
        code="planned_day_passed",
        authority__went_live_on__isnull=False,
        asks_from__lte=F("authority__went_live_on"),
    )


def _told_before(authority: Authority) -> dict[int, Told]:
    """By person, from the key of their last notice of this kind."""
    rows = Notice.objects.filter(authority=authority, kind=Notice.Kind.QUALITY).order_by("pk")
    keys = dict(rows.values_list("person_id", "key"))
    return {person_id: _read(key) for person_id, key in keys.items()}


def _read(key: str) -> Told:
    _, day, last = key.split("/")
    return Told(date.fromisoformat(day), int(last))


def _telling(member: Membership, questions: list[Question], on: date) -> Telling:
    count = len(questions)
    things = "1 thing" if count == 1 else f"{count} things"
    last = max(each.pk for each in questions)
    return Telling(
        member,
        Notice.Kind.QUALITY,
        f"quality/{on.isoformat()}/{last}",
        f"{things} to correct in the records of your children",
        reverse("quality"),
    )
