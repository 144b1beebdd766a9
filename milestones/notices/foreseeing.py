"""What would be told and mailed, writing nothing: before a rule is switched on, and by dry run."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Membership
from accounts.post import can_mail
from accounts.roles import Role
from milestones.models import Flag, Notice, NoticeChoice
from milestones.notices.collecting import lots_due
from milestones.notices.from_flags import tellings_of
from milestones.notices.from_work import tellings_of_work
from milestones.notices.telling import Telling

Rhythm = NoticeChoice.Rhythm


@dataclass(frozen=True, slots=True)
class Reader:
    """One person, by the first letter of their address and its domain."""

    masked: str
    role: str
    notices: int
    rhythm: str
    at_once: int
    person_id: int = 0

    @property
    def mail(self) -> str:
        """Which mail carries it; empty where none does."""
        if not can_mail() or self.rhythm == Rhythm.PAGE_ONLY:
            return ""
        return "digest" if not self.at_once else "at once and digest"

    @property
    def words(self) -> str:
        what = f"{self.notices} notice{'' if self.notices == 1 else 's'}"
        when = f"{self.mail}, {Rhythm(self.rhythm).label.lower()}" if self.mail else "page only"
        return f"{what}, {when}"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many notices to how many people, by their role, and how many mails that comes to."""

    notices: int = 0
    by_role: dict[str, int] = field(default_factory=dict)
    readers: Sequence[Reader] = ()
    waiting: int = 0
    """Mails to others, of what they were told on the page before."""

    @property
    def people(self) -> int:
        return len(self.readers)

    @property
    def mails(self) -> int:
        return sum(1 for each in self.readers if each.mail) + self.waiting

    @property
    def told(self) -> str:
        """“12 notices to 3 people, 2 of them by e-mail: 10 as Social worker, 2 as Team leader.”"""
        roles = ", ".join(f"{n} as {Role(role).label}" for role, n in self.by_role.items())
        by_mail = f"{self.mails - self.waiting} of them by e-mail"
        new = f"{self.notices} notices to {self.people} people, {by_mail}: {roles}."
        mails = "1 e-mail" if self.waiting == 1 else f"{self.waiting} e-mails"
        before = f"{mails} to others, of what they were told on the page before."
        return " ".join([new] * bool(self.notices) + [before] * bool(self.waiting))


def foreseen_notices(*, authority: Authority, on: date, flags: Iterable[Flag]) -> Foreseen:
    """Of flags that do not stand yet: unsaved, with their child and rule.

    The same reckoning as the night's, less what people were told before. Nothing is written.
    """
    with entered(system_actor(authority)):
        return _foreseen(tellings_of(list(flags), authority=authority, on=on), authority)


def foreseen_night(*, authority: Authority, on: date, at: datetime, cap: int) -> Foreseen:
    """Of the flags that stand, of the work beside them, and of what waits to be mailed now."""
    with entered(system_actor(authority, at=at)):
        live = Flag.objects.live().filter(authority=authority, raised_on__lte=on)
        flags = list(live.select_related("child", "timescale").order_by("pk"))
        told = tellings_of(flags, authority=authority, on=on)
        found = _foreseen([*told, *tellings_of_work(authority=authority, on=on)], authority)
        due = set(lots_due(authority, on=on, at=at, cap=cap)) if can_mail() else set()
    return replace(
        found, waiting=len(due - {each.person_id for each in found.readers if each.mail})
    )


def _foreseen(told: Sequence[Telling], authority: Authority) -> Foreseen:
    new = _untold(told, authority)
    if not new:
        return Foreseen()
    rhythms = dict(
        NoticeChoice.objects.filter(authority=authority).values_list("person_id", "rhythm")
    )
    by_person: defaultdict[int, list[Telling]] = defaultdict(list)
    for each in new:
        by_person[each.to.person_id].append(each)
    members = Membership.objects.select_related("person").in_bulk({each.to.pk for each in new})
    readers = [
        _reader(members[own[0].to.pk], own, rhythms.get(person_id, Rhythm.DAILY))
        for person_id, own in by_person.items()
    ]
    roles = Counter(each.to.role for each in new)
    return Foreseen(
        len(new),
        dict(sorted(roles.items())),
        sorted(readers, key=lambda each: (each.role, each.masked)),
    )


def _untold(told: Sequence[Telling], authority: Authority) -> list[Telling]:
    people = {each.to.person_id for each in told}
    keys = {each.key for each in told}
    before = set(
        Notice.objects.filter(authority=authority, person__in=people, key__in=keys).values_list(
            "person_id", "key"
        )
    )
    return list({each.once: each for each in told if each.once not in before}.values())


def _reader(member: Membership, own: Sequence[Telling], rhythm: str) -> Reader:
    at_once = sum(each.cannot_wait for each in own)
    address = masked(member.person.email)
    return Reader(address, member.role, len(own), rhythm, at_once, member.person_id)


def masked(address: str) -> str:
    """“i…@south-ayrshire.pace.example”"""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
