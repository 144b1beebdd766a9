"""What the address asks of the audit: anything unknown is as if it were not there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict

from accounts.actors import Actor
from accounts.addresses import uuid_of, word_asked
from accounts.audit_log import AuditQuery, record_called
from accounts.audit_words import DONE, words_of
from accounts.policy import ACTS

LONGEST = 60
# A name that no record has: what was typed found nothing.
NO_RECORD = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Typed:
    """The filters as they were typed, to stand in their controls again."""

    person: str
    act: str
    from_on: str
    to_on: str
    record: str


def typed(query: QueryDict) -> Typed:
    names = ("person", "act", "from", "to", "record")
    return Typed(*(word_asked(query, name, longest=LONGEST) for name in names))


def asked_of_audit(asked: Typed, *, actor: Actor) -> AuditQuery:
    return AuditQuery(
        person=uuid_of(asked.person),
        act=asked.act if asked.act in acts_to_choose() else "",
        from_on=day_named(asked.from_on),
        to_on=day_named(asked.to_on),
        record=_record(asked.record, actor),
    )


def acts_to_choose() -> dict[str, str]:
    """Every act that can stand in the audit, by its words."""
    acts = {act: words_of(act) for act in {*ACTS, *DONE}}
    return dict(sorted(acts.items(), key=lambda each: each[1].casefold()))


def _record(name: str, actor: Actor) -> UUID | None:
    """A pseudonym as the page shows it, or the id of a child's address."""
    if not name:
        return None
    called = name.upper().replace("R-", "").lower()
    return uuid_of(name) or record_called(actor, f"R-{called}") or NO_RECORD


def day_named(text: str) -> date | None:
    """A day as browsers send it, in years the record knows."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day is not None and 1900 <= day.year <= 2100 else None
