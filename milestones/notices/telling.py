"""What is to be told to whom: the thing by its key, in words that name nobody."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import Authority, Membership
from milestones.clock_keys import clock_id
from milestones.models import Flag, Notice

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to one membership; the same key is told to a person once."""

    to: Membership
    kind: Notice.Kind
    key: str
    words: str
    path: str = ""
    child_id: int | None = None
    flag: Flag | None = None
    cannot_wait: bool = False

    @property
    def once(self) -> tuple[int, str]:
        return (self.to.person_id, self.key)

    @property
    def flag_id(self) -> int | None:
        return self.flag.pk if self.flag else None

    def notice(self, authority: Authority, *, on: date) -> Notice:
        return Notice(
            authority=authority,
            child_id=self.child_id,
            membership=self.to,
            person_id=self.to.person_id,
            flag_id=self.flag_id,
            kind=self.kind,
            key=self.key,
            words=self.words[:LONGEST],
            path=path_of(self.flag) if self.flag else self.path,
            cannot_wait=self.cannot_wait,
            raised_on=on,
        )


def path_of(flag: Flag) -> str:
    """The clock's page. Made where a row is: most of what a night looks at was told before."""
    address = clock_id(flag.child, flag.timescale, flag.started_on)
    return reverse("clock", args=[flag.child.public_id, address])
