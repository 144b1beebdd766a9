"""G8 in the suite: some generated requests; `make gauntlet G=8` runs ten thousand."""

import pytest

from accounts.roles import Role
from tests.gauntlet.api_cases import ask_as
from tests.gauntlet.api_world import Cast, cast

__all__ = ["cast"]
CASES = 20


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.ANALYST])
def test_whatever_is_asked_the_api_answers_as_it_is_described(cast: Cast, role: str) -> None:
    tally = ask_as(cast[role], cases=CASES, seed=1)
    assert tally.failed == []
    assert tally.passed >= CASES
