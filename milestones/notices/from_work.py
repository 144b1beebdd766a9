"""What is told beside the clocks: leave that ends, one's own jobs, what a night found."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.urls import reverse

from accounts.models import Authority, Job, JobState, Membership
from accounts.roles import Role
from accounts.today import LONDON
from cases.models import Bar, Restriction
from cases.naming import Naming, live_namings, roles_that_know_children
from drawing.words import sentence_day
from milestones.models import Notice
from milestones.notices.from_questions import tellings_of_questions
from milestones.notices.rhythm import monday_of
from milestones.notices.telling import Telling

TOLD_WITHIN = timedelta(days=14)
MEND_FAULTS = frozenset({Role.MANAGER.value, Role.SYSTEM_ADMINISTRATOR.value})
# What a night's work may find, by its kind: the count that says so.
FINDS = {"check_clocks": "drift", "check_holidays": "warnings"}
# Told again while it lasts: what failed or differs each week, what is months ahead each month.
EACH_MONTH = frozenset({"check_holidays"})
Members = Sequence[Membership]


def tellings_of_work(*, authority: Authority, on: date) -> list[Telling]:
    """The queries do not grow with people, restrictions or jobs."""
    members = list(
        Membership.objects.live(on=on).filter(authority=authority).order_by("person_id", "pk")
    )
    jobs = _finished(authority, on)
    return [
        *_of_namings(authority, members, on),
        *_of_own_jobs(jobs, members),
        *_of_nights(jobs, members, on),
        *tellings_of_questions(authority=authority, on=on),
    ]


def _of_namings(authority: Authority, members: Members, on: date) -> Iterator[Telling]:
    """To the person named, and to the managers, who may renew it: seven days before its end.

    A manager may not know whose record it is, so theirs is about no child.
    """
    restrictions = list(Restriction.objects.live().filter(authority=authority))
    if not restrictions:
        return
    namings = live_namings(restrictions, on=on)
    live_bars = Bar.objects.live().filter(authority=authority)
    barred = set(live_bars.values_list("child_id", "person_id"))
    managers = _once(each for each in members if each.role == Role.MANAGER)
    knowing = roles_that_know_children()
    named = {each.person_id: each for each in reversed(members) if each.role in knowing}
    ending = [
        (restriction, naming)
        for restriction in restrictions
        for naming in namings[restriction.pk]
        if naming.ends_soon
    ]
    for restriction, naming in ending:
        key = f"naming/{restriction.pk}/{naming.person.pk}/{naming.ends_on.isoformat()}"
        own = named.get(naming.person.pk)
        if own is not None and (restriction.child_id, own.person_id) not in barred:
            yield _to_the_named(own, naming, restriction, key)
        for manager in managers:
            if (restriction.child_id, manager.person_id) not in barred:
                yield _to_the_manager(manager, naming, restriction, key)


def _to_the_named(own: Membership, naming: Naming, about: Restriction, key: str) -> Telling:
    ends = sentence_day(naming.ends_on)
    words = f"Your leave to know of a restricted record ends on {ends}. Ask a manager to renew it."
    return Telling(own, Notice.Kind.NAMING_ENDS, f"{key}/own", words, "", child_id=about.child_id)


def _to_the_manager(manager: Membership, naming: Naming, about: Restriction, key: str) -> Telling:
    ends = sentence_day(naming.ends_on)
    words = f"Somebody’s leave to know of a restricted record ends on {ends}: renew it, or let it."
    path = reverse("restriction", args=[about.public_id])
    return Telling(manager, Notice.Kind.NAMING_ENDS, key, words, path)


def _finished(authority: Authority, on: date) -> list[Job]:
    since = datetime.combine(on - TOLD_WITHIN, time.min, tzinfo=LONDON)
    over = Job.objects.filter(authority=authority, state__in=[JobState.DONE, JobState.FAILED])
    return list(over.filter(finished_at__gte=since).order_by("pk"))


def _of_own_jobs(jobs: Sequence[Job], members: Members) -> Iterator[Telling]:
    """To whoever asked, unless they have seen on its page how it ended."""
    held = {each.pk: each for each in members}
    for job in jobs:
        asked = held.get(job.membership_id or 0)
        if asked is not None and job.read_at is None:
            words = f"{job.title}: {job.get_state_display().lower()}. {job.sentence}".strip()
            path = reverse("job", args=[job.public_id])
            yield Telling(asked, Notice.Kind.JOB, f"job/{job.public_id}", words, path)


def _of_nights(jobs: Sequence[Job], members: Members, on: date) -> Iterator[Telling]:
    """To managers and system administrators, each kind once a week or month while it lasts."""
    told = _once(each for each in members if each.role in MEND_FAULTS)
    newest = {job.kind: job for job in jobs if job.asked_by_id is None}
    for kind, job in newest.items():
        failed = job.state == JobState.FAILED
        if not failed and not job.counts.get(FINDS.get(kind, ""), 0):
            continue
        what = "failed" if failed else "found something"
        words = f"{job.title}: {what}. {job.sentence}".strip()
        since = on.replace(day=1) if kind in EACH_MONTH else monday_of(on)
        key = f"night/{kind}/{job.state}/{since.isoformat()}"
        for member in told:
            yield Telling(member, Notice.Kind.NIGHTLY, key, words, reverse("nightly"))


def _once(members: Iterator[Membership]) -> list[Membership]:
    """The first membership of each person."""
    first: dict[int, Membership] = {}
    for each in members:
        first.setdefault(each.person_id, each)
    return list(first.values())
