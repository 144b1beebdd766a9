"""What would be told and mailed, writing nothing: before a rule is switched on, and by dry run."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from accounts.roles import Role
from milestones.models import Flag, Notice, NoticeChoice
from milestones.notices.from_flags import tellings_of
from milestones.notices.sending import can_mail
from milestones.notices.telling import Telling


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many notices to how many people, by their role, and how many mails that comes to."""

    notices: int = 0
    people: int = 0
    mails: int = 0
    by_role: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """“12 notices to 3 people, in 3 e-mails: 10 to social workers …”"""
        roles = (f"{count} as {Role(role).label}" for role, count in self.by_role.items())
        return f"{self.notices} notices to {self.people} people in {self.mails} e-mails" + (
            f": {', '.join(roles)}" if self.by_role else ""
        )


def foreseen_notices(*, authority: Authority, on: date, flags: Iterable[Flag]) -> Foreseen:
    """Of flags that do not stand yet: unsaved, with their child and rule.

    The same reckoning as the night's, less what people were told before. Nothing is written.
    """
    with entered(system_actor(authority)):
        told = tellings_of(list(flags), authority=authority, on=on)
        return foreseen(untold(told, authority), authority)


def untold(told: Sequence[Telling], authority: Authority) -> list[Telling]:
    people = {each.to.person_id for each in told}
    keys = {each.key for each in told}
    before = set(
        Notice.objects.filter(authority=authority, person__in=people, key__in=keys).values_list(
            "person_id", "key"
        )
    )
    return list({each.once: each for each in told if each.once not in before}.values())


def foreseen(told: Sequence[Telling], authority: Authority) -> Foreseen:
    people = {each.to.person_id for each in told}
    silent = NoticeChoice.objects.filter(
        authority=authority, person__in=people, rhythm=NoticeChoice.Rhythm.PAGE_ONLY
    )
    mailed = people - set(silent.values_list("person_id", flat=True)) if can_mail() else set()
    roles = Counter(each.to.role for each in told)
    return Foreseen(len(told), len(people), len(mailed), dict(sorted(roles.items())))
