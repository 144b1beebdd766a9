"""Keys that a form does not ask change nothing that is written."""

import random

from tests.access.conftest import SEED
from tests.access.forms_found import Found, sign_everybody_in
from tests.access.worlds import World
from tests.access.written import changed_by_extras

SAMPLED = 6


def test_keys_that_a_form_does_not_ask_change_nothing(world: World, found: Found) -> None:
    """A part of the forms; the gauntlet tries each, as every role."""
    rng = random.Random(SEED)
    forms = [each for each in found.forms if each.method == "POST"]
    sign_everybody_in(world)
    saved, wrong = changed_by_extras(world, rng.sample(forms, SAMPLED), rng)
    assert wrong == []
    assert saved >= SAMPLED // 3
