"""The long run of hostile forms, questions, headers and paths: nothing of it is kept."""

import random
from collections.abc import Iterator

from django.db import transaction

from accounts.today import today
from tests.access.forms_found import Found, find_forms
from tests.access.fuzzing import Case, Judge, as_served, headed, marked, misled, posts, questions
from tests.access.worlds import ACTORS, World, written
from tests.access.written import changed_by_extras
from tests.conftest import set_context

EVERY = 500


def every_form(cases: int, *, seed: int) -> Judge:
    """Half the cases are posts, the rest what stands in addresses and headers."""
    # Committed, in a database thrown away: what a form writes is told apart by its transaction.
    world = written(today())
    with transaction.atomic(), as_served():
        set_context("", "")
        judge = Judge(world)
        rng = random.Random(seed)
        found = find_forms(world, rng=rng, thorough=True)
        print(f"{len(found.pages)} pages opened, {len(found.forms)} forms found", flush=True)
        for number, case in enumerate(hostile(found, world, cases, rng), 1):
            judge.ask(case)
            if number % EVERY == 0:
                print(f"{judge.passed} passed, {len(judge.wrong)} failed so far", flush=True)
        forms = [each for each in found.forms if each.method == "POST"]
        saved, wrong = changed_by_extras(world, forms, rng)
        judge.passed += saved - len(wrong)
        judge.wrong += wrong
        transaction.set_rollback(True)
    return judge


def hostile(found: Found, world: World, cases: int, rng: random.Random) -> Iterator[Case]:
    yield from marked(found)
    yield from posts(found, world, rng, cases // 2)
    yield from questions(found, world, rng, cases // 3)
    yield from headed(found, rng, cases // 6)
    yield from misled(rng, list(ACTORS))
