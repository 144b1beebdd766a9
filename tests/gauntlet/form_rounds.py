"""The long run of hostile forms, questions, headers and paths: nothing of it is kept."""

import random
from collections.abc import Iterator

from django.db import transaction

from accounts.today import today
from tests.access.forms_found import find_forms
from tests.access.fuzzing import Case, Judge, as_served, headed, misled, posts, questions
from tests.access.worlds import ACTORS, World, written
from tests.conftest import set_context

EVERY = 500


def every_form(cases: int, *, seed: int) -> Judge:
    """Half the cases are posts, the rest what stands in addresses and headers."""
    with transaction.atomic(), as_served():
        set_context("", "")
        world = written(today())
        judge = Judge(world)
        for number, case in enumerate(hostile(world, cases, random.Random(seed)), 1):
            judge.ask(case)
            if number % EVERY == 0:
                print(f"{judge.passed} passed, {len(judge.wrong)} failed so far", flush=True)
        transaction.set_rollback(True)
    return judge


def hostile(world: World, cases: int, rng: random.Random) -> Iterator[Case]:
    found = find_forms(world, rng=rng, thorough=True)
    print(f"{len(found.pages)} pages opened, {len(found.forms)} forms found", flush=True)
    yield from posts(found, world, rng, cases // 2)
    yield from questions(found, world, rng, cases // 3)
    yield from headed(found, rng, cases // 6)
    yield from misled(rng, list(ACTORS))
