"""G1: every route × method × actor × target answers as the policy's table says."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.cells import METHODS, TARGETS, Cell, all_cells, all_routes, wrong
from tests.access.worlds import ACTORS, World

READ, UNSAFE = "GET", METHODS[2:]


def sampled(key: str) -> Iterator[Cell]:
    """Every eighth route, read or written, another target each time: all of them over the actors.

    The gauntlet asks every cell.
    """
    turn = ACTORS.index(key)
    for number, route in enumerate(all_routes()):
        if (number + turn) % 8:
            continue
        writes = sorted(route.methods & set(UNSAFE)) or [UNSAFE[number % len(UNSAFE)]]
        targets = list(TARGETS) if route.about_a_child else [""]
        method = (READ, writes[0])[(number + turn) % 2]
        yield Cell(route, method, key, targets[(number + turn) % len(targets)])


@pytest.mark.parametrize("key", ACTORS)
def test_each_route_answers_each_actor_as_the_policy_says(key: str, world: World) -> None:
    assert wrong(sampled(key), world) == []


def test_the_whole_matrix_is_twenty_thousand_cells() -> None:
    assert sum(1 for _ in all_cells(all_routes())) >= 20_000


def test_a_view_that_skips_the_gate_is_found(world: World, settings: Any) -> None:
    """What the matrix is for: a view that declares its act, and forgets to ask the gate."""
    settings.ROOT_URLCONF = "tests.unguarded_urls"
    cells = [cell for cell in all_cells(all_routes()) if cell.method == READ]
    found = wrong(iter(cells), world)
    assert any("past_the_gate as pm of restricted: 200 instead of 404" in each for each in found)
    assert any("unguarded as anonymous of no child" in each for each in found)
