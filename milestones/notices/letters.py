"""An e-mail of notices: plain text with references, rules, days and links; it names nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from drawing.words import length_of, sentence_day
from milestones.models import Mailing, Notice

TEMPLATE = "email/notices.txt"
OVERDUE = frozenset({Notice.Kind.OVERDUE, Notice.Kind.ESCALATED})


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice as the mail tells it."""

    what: str
    when: str
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    entries: Sequence[Entry]


def letter(mailing: Mailing, notices: Sequence[Notice], *, to: str, on: date) -> EmailMessage:
    """The same row gives the same Message-ID: a mail server that has it drops the double."""
    groups = list(grouped(notices, on=on))
    body = render_to_string(
        TEMPLATE,
        {
            "groups": groups,
            "page": f"{settings.PUBLIC_URL}{reverse('notices')}",
            "choices": f"{settings.PUBLIC_URL}{reverse('notice_choices')}",
        },
    )
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return EmailMessage(
        subject=subject_of(notices),
        body=body,
        to=[to],
        headers={
            "Message-ID": f"<notices.{mailing.pk}.{mailing.on:%Y%m%d}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def subject_of(notices: Sequence[Notice]) -> str:
    """“PACE tracker: 3 things due soon, 1 overdue”: no reference, nothing of any child."""
    over = sum(each.kind in OVERDUE for each in notices)
    soon = sum(each.kind == Notice.Kind.APPROACHING for each in notices)
    other = len(notices) - over - soon
    told = [(soon, "due soon"), (over, "overdue"), (other, "to look at")]
    parts = [f"{count} {words}" for count, words in told if count]
    first, *rest = parts or ["nothing new"]
    count, _, words = first.partition(" ")
    if count.isdecimal():
        first = f"{count} thing{'' if count == '1' else 's'} {words}"
    return f"PACE tracker: {', '.join([first, *rest])}"


def grouped(notices: Iterable[Notice], *, on: date) -> Iterable[Group]:
    """Overdue first, the longest first; then what is due soon, the nearest first; then the rest."""
    by_day = sorted(notices, key=lambda each: (each.flag is None, _due(each, on), each.pk))
    titles = [
        ("Overdue", lambda each: each.kind in OVERDUE),
        ("Due soon", lambda each: each.kind == Notice.Kind.APPROACHING),
        ("To look at", lambda each: each.kind not in {*OVERDUE, Notice.Kind.APPROACHING}),
    ]
    for title, belongs in titles:
        entries = [_entry(each, on) for each in by_day if belongs(each)]
        if entries:
            yield Group(title, entries)


def _entry(notice: Notice, on: date) -> Entry:
    reference = f"{notice.child.child_ref}: " if notice.child is not None else ""
    link = f"{settings.PUBLIC_URL}{notice.path}" if notice.path else ""
    return Entry(f"{reference}{notice.words}", days_of(notice, on), link)


def days_of(notice: Notice, on: date) -> str:
    if notice.flag is None:
        return ""
    due = notice.flag.due_on
    left = (due - on).days
    day = sentence_day(due)
    if left < 0:
        return f"{length_of(-left)} over, was due {day}"
    return f"due today, {day}" if left == 0 else f"{length_of(left)} left, due {day}"


def _due(notice: Notice, on: date) -> date:
    return notice.flag.due_on if notice.flag is not None else on
