"""How long a record is kept, and whose keeping ends.

Looked After Children (Scotland) Regulations 2009, reg 43(1): to the 100th anniversary of the
child's birth or, where the child dies before 18, for 25 years from the death. An adoption's
record is kept for 100 years. Where two of these speak of one record, the later day counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor
from accounts.door import entered
from cases.models import Child, Episode, LegalOrder, SealedIdentity
from milestones.durations import birthday

ADULT_AT, KEPT_TO_AGE, KEPT_AFTER_DEATH, KEPT_AFTER_ADOPTION = 18, 100, 25, 100
BIRTHDAY = "the 100th anniversary of birth"
DEATH = "25 years after death before 18"
ADOPTION = "100 years after adoption"


@dataclass(frozen=True, slots=True, order=True)
class Keeping:
    """The day on which keeping ends, and by which rule."""

    until: date
    because: str


def keeping_of(*, born_on: date, died_on: date | None, adopted_on: date | None) -> Keeping:
    """One born on 29 February has anniversaries on 1 March in other years, as with birthdays."""
    died_young = died_on is not None and died_on < birthday(born_on, ADULT_AT)
    if died_on is not None and died_young:
        of_care = Keeping(birthday(died_on, KEPT_AFTER_DEATH), DEATH)
    else:
        of_care = Keeping(birthday(born_on, KEPT_TO_AGE), BIRTHDAY)
    if adopted_on is None:
        return of_care
    return max(of_care, Keeping(birthday(adopted_on, KEPT_AFTER_ADOPTION), ADOPTION))


@dataclass(frozen=True, slots=True)
class EndedKeeping:
    child_ref: str
    keeping: Keeping


def keeping_ended(*, system: Actor, on: date) -> list[EndedKeeping]:
    """Records of the authority whose keeping has ended by that day, the longest ago first.

    By reference alone; a sealed record goes by the number of its seal.
    """
    with entered(system):
        ended = [each for each in _kept(system) if each.keeping.until <= on]
    return sorted(ended, key=lambda each: (each.keeping, each.child_ref))


def _kept(system: Actor) -> Iterator[EndedKeeping]:
    of_here = {"authority": system.authority}
    died = _days(Episode, "ended_on", destination=Episode.Destination.DIED, **of_here)
    left = _days(Episode, "ended_on", destination=Episode.Destination.ADOPTED, **of_here)
    orders = _days(LegalOrder, "made_on", kind=LegalOrder.Kind.ADOPTION_ORDER, **of_here)
    sealed = {
        each.child_id: each for each in SealedIdentity.objects.filter(**of_here).order_by("pk")
    }
    for pk, ref, born_on in Child.objects.filter(**of_here).values_list(
        "pk", "child_ref", "born_on"
    ):
        days = [day for day in (left.get(pk), orders.get(pk)) if day]
        keeping = keeping_of(
            born_on=born_on, died_on=died.get(pk), adopted_on=max(days, default=None)
        )
        seal = sealed.get(pk)
        if seal is not None:
            keeping = max(keeping, Keeping(seal.keep_until, ADOPTION))
        yield EndedKeeping(seal.number if seal else ref, keeping)


def _days(model: type[Episode] | type[LegalOrder], day: str, **which: object) -> dict[int, date]:
    standing = model.objects.standing().filter(**which, **{f"{day}__isnull": False})
    return dict(standing.order_by(day).values_list("child_id", day))
