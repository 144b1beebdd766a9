"""What is to be told to whom: the thing by its key, in words that name nobody."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Authority, Membership
from milestones.models import Notice

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to one membership; the same key is told to a person once."""

    to: Membership
    kind: Notice.Kind
    key: str
    words: str
    path: str
    child_id: int | None = None
    flag_id: int | None = None
    cannot_wait: bool = False

    @property
    def once(self) -> tuple[int, str]:
        return (self.to.person_id, self.key)

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
            path=self.path,
            cannot_wait=self.cannot_wait,
            raised_on=on,
        )
