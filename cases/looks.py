"""Who has looked at a child: everybody who opened the record, changed it or met it in a list.

From the audit, a quarter of a year at a time, one line for a person, a role and a day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from accounts.actors import Actor
from accounts.audit_log import end_of, of_record, start_of
from accounts.audit_words import (
    DONE,
    is_emergency,
    role_of,
    shown_in,
    who_of,
    why_of,
    words_of,
)
from accounts.models import AuditEntry
from accounts.today import LONDON
from cases.models import Child

PERIOD = timedelta(days=92)


@dataclass(slots=True)
class Look:
    """What one person, under one role, saw and did of the record on one day."""

    day: date
    who: str
    role: str
    is_system: bool
    first: datetime
    last: datetime
    is_emergency: bool = False
    counted: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, None] = field(default_factory=dict)

    @property
    def whats(self) -> list[str]:
        """“opened the record, 3 times”."""
        return [
            what if times == 1 else f"{what}, {'twice' if times == 2 else f'{times} times'}"
            for what, times in self.counted.items()
        ]

    @property
    def whys(self) -> list[str]:
        return list(self.reasons)

    def add(self, entry: AuditEntry, child: Child) -> None:
        self.first, self.last = min(self.first, entry.at), max(self.last, entry.at)
        self.counted[_what(entry, child)] += 1
        self.is_emergency = self.is_emergency or is_emergency(entry)
        # Whoever reads this page may know why the record was opened in an emergency.
        why = entry.reason if is_emergency(entry) else why_of(entry)
        if why:
            self.reasons[why] = None


@dataclass(frozen=True, slots=True)
class Looks:
    from_on: date
    to_on: date
    lines: Sequence[Look]
    has_older: bool

    @property
    def people(self) -> int:
        return len({look.who for look in self.lines if not look.is_system})

    @property
    def emergencies(self) -> int:
        return sum(look.is_emergency for look in self.lines)

    @property
    def before(self) -> date:
        """The last day of the quarter of a year before this one."""
        return self.from_on - timedelta(days=1)


def looks_at(child: Child, *, actor: Actor, to_on: date) -> Looks:
    """For a child who came through the gate: the 92 days up to this one, newest first."""
    from_on = to_on - PERIOD + timedelta(days=1)
    since, until = start_of(from_on), end_of(to_on)
    audit = AuditEntry.objects.filter(authority=actor.authority)
    found = audit.filter(
        of_record(child.public_id, since=since, until=until), at__gte=since, at__lt=until
    )
    lines = _grouped(found.select_related("person").order_by("-at", "-pk"), child)
    older = audit.filter(subject_id=child.public_id, at__lt=since)
    return Looks(from_on, to_on, lines, has_older=older.exists())


def _grouped(entries: Iterable[AuditEntry], child: Child) -> list[Look]:
    lines: dict[tuple[date, int | None, str], Look] = {}
    for entry in entries:
        day = entry.at.astimezone(LONDON).date()
        key = (day, entry.person_id, entry.acting_as)
        if key not in lines:
            lines[key] = Look(
                day=day,
                who=who_of(entry),
                role=role_of(entry),
                is_system=entry.person_id is None,
                first=entry.at,
                last=entry.at,
            )
        lines[key].add(entry, child)
    return list(lines.values())


def _what(entry: AuditEntry, child: Child) -> str:
    if shown_in(entry) is None:
        return DONE.get(entry.act, f"did “{words_of(entry.act)}”").format(record="the record")
    if entry.subject_id == child.public_id:
        return "opened the record" if entry.act == "child.view" else f"opened {_page(entry)}"
    if entry.subject_id is not None:
        return "saw the child on another child’s page"
    return f"saw the child in {_page(entry)}"


def _page(entry: AuditEntry) -> str:
    return f"“{words_of(entry.act)}”"
