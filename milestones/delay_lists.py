"""The council's causes of delay and its ladder, with what ships until it makes its own."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.models import Authority
from milestones.models import Clock, Delay, DelayCause, LadderRung


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


@dataclass(frozen=True, slots=True)
class Promised:
    cause: DelayCause
    promises: int


def delay_lists_of(authority: Authority) -> DelayLists:
    here = Q(authority__isnull=True) | Q(authority=authority)
    causes = list(DelayCause.objects.filter(here).order_by("position", "name"))
    rungs = list(LadderRung.objects.filter(here))
    own_causes = [each for each in causes if each.authority_id is not None]
    own_rungs = [each for each in rungs if each.authority_id is not None]
    return DelayLists(own_causes or causes, own_rungs or rungs)


def promises_under(authority: Authority, *, on: date) -> dict[str, int]:
    """Cause → how many clocks that still run have it now with a day that was promised.

    Counted as the system, like the clocks under a rule (docs/decisions/0014).
    """
    with entered(system_actor(authority)):
        running = Clock.objects.filter(authority=authority).running(on=on)
        same = running.filter(
            child=OuterRef("child"),
            timescale=OuterRef("timescale"),
            started_on=OuterRef("started_on"),
        )
        live = Delay.objects.filter(
            Exists(same), authority=authority, superseded_at=None, promised_on__isnull=False
        )
        named = live.order_by().values_list("cause__name")
        return dict(named.annotate(count=Count("pk")))


def with_promises(lists: DelayLists, authority: Authority, *, on: date) -> list[Promised]:
    """The causes in order, each with how many live promises it has."""
    counts = promises_under(authority, on=on)
    return [Promised(cause, counts.get(cause.name, 0)) for cause in lists.causes]


def find_cause(actor: Actor, number: str) -> DelayCause | None:
    """One of those in use or kept here; None for any other."""
    causes = delay_lists_of(actor.authority).causes
    return next((each for each in causes if str(each.pk) == number), None)
