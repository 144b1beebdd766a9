"""Who holds which invented child: families together, about fourteen to a social worker."""

from datetime import date
from itertools import groupby
from math import ceil
from random import Random

from exchange.invention.life import Life
from exchange.invention.people import Invented, social_workers
from exchange.invention.places import Place

CASELOAD = 14
UNALLOCATED = 0.04
# The first is the one people sign in as: a full caseload to look round in.
SHOWN_HOLDS_MORE = 3


def allocate(lives: list[Life], place: Place, council: str, *, on: date) -> list[Invented]:
    """Give every child looked after a worker of their locality, and return those workers.

    A few families wait for one, those who came in the last days most of all.
    """
    chance = Random(f"{place.code}:allocation")
    workers: list[Invented] = []
    for locality in place.localities:
        here = [life for life in lives if life.locality == locality and life.is_looked_after(on)]
        wanted = ceil(len(here) / CASELOAD) or 1
        staff = social_workers(place, council, locality, wanted)
        _deal(here, [worker.email for worker in staff], chance, on)
        workers += staff
    return workers


def _deal(lives: list[Life], emails: list[str], chance: Random, on: date) -> None:
    held = {email: sum(life.worker == email for life in lives) for email in emails}
    held[emails[0]] -= SHOWN_HOLDS_MORE
    for _, group in groupby(lives, key=lambda life: life.family_ref):
        family = list(group)
        is_new = (on - family[0].began_on).days < 8
        if family[0].worker or chance.random() < (0.4 if is_new else UNALLOCATED):
            continue
        least = min(emails, key=lambda email: held[email])
        held[least] += len(family)
        for life in family:
            life.worker = least
