"""The council's causes of delay and its ladder, with what ships until it makes its own."""

import hashlib
from dataclasses import dataclass

from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Authority
from milestones.models import DelayCause, LadderRung


@dataclass(frozen=True, slots=True)
class DelayLists:
    """`seen` names the ladder as it stands, for whoever changes it next."""

    causes: list[DelayCause]
    rungs: list[LadderRung]

    @property
    def has_own_causes(self) -> bool:
        return any(each.authority_id is not None for each in self.causes)

    @property
    def has_own_ladder(self) -> bool:
        return any(each.authority_id is not None for each in self.rungs)

    @property
    def seen(self) -> str:
        told = ";".join(f"{each.role}={each.after_days}" for each in self.rungs)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def days(self) -> dict[str, int]:
        return {each.role: each.after_days for each in self.rungs}


def delay_lists_of(authority: Authority) -> DelayLists:
    here = Q(authority__isnull=True) | Q(authority=authority)
    causes = list(DelayCause.objects.filter(here).order_by("position", "name"))
    rungs = list(LadderRung.objects.filter(here))
    own_causes = [each for each in causes if each.authority_id is not None]
    own_rungs = [each for each in rungs if each.authority_id is not None]
    return DelayLists(own_causes or causes, own_rungs or rungs)


def find_cause(actor: Actor, number: str) -> DelayCause | None:
    """One of those in use or kept here; None for any other."""
    causes = delay_lists_of(actor.authority).causes
    return next((each for each in causes if str(each.pk) == number), None)
