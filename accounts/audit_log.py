"""The whole audit of an authority, a page at a time, newest first, for information governance."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from accounts.actors import Actor
from accounts.audit_words import Line, line_of
from accounts.models import AuditEntry, Person
from accounts.pseudonyms import pseudonym
from accounts.today import LONDON

PAGE = 50
CURSOR = re.compile(r"([0-9]{1,16})-([0-9]{1,18})", re.ASCII)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is asked for; nothing asked is everything."""

    person: UUID | None = None
    act: str = ""
    from_on: date | None = None
    to_on: date | None = None
    record: UUID | None = None

    @property
    def is_narrow(self) -> bool:
        return self != AuditQuery()


@dataclass(frozen=True, slots=True)
class AuditPage:
    lines: Sequence[Line]
    older: str  # where the next page begins; empty on the last


Place = tuple[datetime, int]


def audit_page(actor: Actor, query: AuditQuery, *, after: str = "") -> AuditPage:
    """The entries after that place, newest first: by key, so that no page reads those before."""
    found = _asked(actor, query)
    place = place_named(after)
    if place is not None:
        at, pk = place
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)
    entries = list(found.select_related("person").order_by("-at", "-pk")[: PAGE + 1])
    older = name_of_place(entries[PAGE - 1]) if len(entries) > PAGE else ""
    return AuditPage([line_of(entry) for entry in entries[:PAGE]], older)


def _asked(actor: Actor, query: AuditQuery) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.filter(authority=actor.authority)
    if query.person:
        found = found.filter(person__public_id=query.person)
    if query.act:
        found = found.filter(act=query.act)
    if query.from_on:
        found = found.filter(at__gte=start_of(query.from_on))
    if query.to_on:
        found = found.filter(at__lt=end_of(query.to_on))
    if query.record:
        found = found.filter(of_record(query.record))
    return found


# One set of keys rather than “one or the other”, so that each half is found by its own index.
OF_RECORD = """
    SELECT audit_that_showed(%s, %s, %s) UNION ALL
    SELECT id FROM accounts_auditentry WHERE subject_id = %s AND at >= %s AND at < %s
"""


def of_record(record: UUID, *, since: datetime = LONG_AGO, until: datetime = FAR_AHEAD) -> Q:
    """Entries about a record, and those of lists that showed it."""
    when = (record, since, until)
    return Q(pk__in=RawSQL(OF_RECORD, (*when, *when)))


def start_of(day: date) -> datetime:
    """The first moment of a day in Scotland."""
    return datetime.combine(day, time.min, tzinfo=LONDON)


def end_of(day: date) -> datetime:
    """The first moment after a day in Scotland."""
    return start_of(day + timedelta(days=1))


def name_of_place(entry: AuditEntry) -> str:
    return f"{round((entry.at - LONG_AGO) / timedelta(microseconds=1))}-{entry.pk}"


def place_named(text: str) -> Place | None:
    """The place a link names; anything that is none is the beginning."""
    told = CURSOR.fullmatch(text)
    if told is None:
        return None
    at = LONG_AGO + timedelta(microseconds=int(told[1]))
    return (at, int(told[2])) if at < FAR_AHEAD else None


def people_in_the_audit(actor: Actor) -> Sequence[Person]:
    """Everybody who ever held a role here, by name."""
    return list(Person.objects.filter(memberships__authority=actor.authority).distinct())


def record_called(actor: Actor, name: str) -> UUID | None:
    """The record with this pseudonym, among all that the audit names.

    There is no way back from a pseudonym, so each record's is made again and compared.
    """
    told = AuditEntry.objects.filter(authority=actor.authority, subject_id__isnull=False)
    for record in told.order_by().values_list("subject_id", flat=True).distinct():
        if pseudonym(record) == name:
            return record
    return None
