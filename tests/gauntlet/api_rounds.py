"""The long run of the API's generated cases: each role in rounds, nothing of it kept."""

from django.db import transaction

from accounts.models import Authority
from tests.conftest import set_context
from tests.gauntlet.api_cases import Tally, ask_as
from tests.gauntlet.api_world import ROLES, invite


def every_role(cases: int, *, seed: int, at_once: int) -> Tally:
    tally = Tally()
    with transaction.atomic():
        authority = Authority.objects.get(name="South Ayrshire")
        set_context(str(authority.pk), "yes")
        cast = invite(authority)
        for role in ROLES:
            for number, first in enumerate(range(0, cases, at_once)):
                some = min(at_once, cases - first)
                tally.add(ask_as(cast[role], cases=some, seed=seed + number))
            print(f"{role}: {tally.passed} passed, {len(tally.failed)} failed so far", flush=True)
        transaction.set_rollback(True)
    return tally
