import json
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.disclosure import may_release, percent, round_to_5, suppress
from exchange.hidden_cells import is_safe
from tests.lanes import examples

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "disclosure.json").read_text()
)
LEAKS = [
    pytest.param(case["table"], leak["mask"], id=f"{case['id']}-{leak['name']}")
    for case in VECTORS["two_way"]
    for leak in case["leaky"]
]
Table = list[list[int]]
Cell = tuple[int, int]


def tables(height: int, width: int, most: int) -> st.SearchStrategy[Table]:
    def of_width(columns: int) -> st.SearchStrategy[Table]:
        # Zeros are drawn less often than chance would: tables full of them are withheld whole.
        row = st.lists(
            st.integers(0, most) | st.integers(1, most), min_size=columns, max_size=columns
        )
        return st.lists(row, min_size=1, max_size=height)

    return st.integers(1, width).flatmap(of_width)


SMALL_TABLES = tables(3, 3, 8)


def hidden_in(shown: list[list[int | None]]) -> set[Cell]:
    return {(r, c) for r, row in enumerate(shown) for c, count in enumerate(row) if count is None}


def cells_of(mask: list[list[bool]]) -> set[Cell]:
    return {(r, c) for r, row in enumerate(mask) for c, hides in enumerate(row) if hides}


def possible_tables(table: Table, hidden: set[Cell]) -> Iterator[dict[Cell, int]]:
    """Every table a reader of the totals and the shown cells could think of, written out."""
    if len(table) == 1:
        rows, columns = {0: sum(table[0][c] for _, c in hidden)}, {}
    else:
        rows = {r: sum(table[r][c] for y, c in hidden if y == r) for r in range(len(table))}
        columns = {c: sum(table[r][c] for r, x in hidden if x == c) for c in range(len(table[0]))}
    yield from fillings(sorted(hidden), rows, columns)


def fillings(
    cells: list[Cell], rows: dict[int, int], columns: dict[int, int]
) -> Iterator[dict[Cell, int]]:
    """Hidden cells are at least 1; `rows` and `columns` are what is left of their totals."""
    if not cells:
        if not any(rows.values()) and not any(columns.values()):
            yield {}
        return
    (r, c), rest = cells[0], cells[1:]
    later = sum(row == r for row, _ in rest)
    lowest = 1 if later else max(1, rows[r])
    for count in range(lowest, min(rows[r] - later, columns.get(c, rows[r])) + 1):
        left = {c: columns[c] - count} if c in columns else {}
        for filled in fillings(rest, rows | {r: rows[r] - count}, columns | left):
            yield filled | {(r, c): count}


def keeps_its_secrets(table: Table, hidden: set[Cell], threshold: int) -> bool:
    seen: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for filled in possible_tables(table, hidden):
        for cell, count in filled.items():
            seen[cell].add(count)
    small = {(r, c) for r, row in enumerate(table) for c, n in enumerate(row) if 0 < n < threshold}
    return small <= hidden and all(
        len(counts) > 1 and (cell not in small or max(counts) >= threshold)
        for cell, counts in seen.items()
    )


def safe_masks(table: Table, threshold: int) -> Iterator[set[Cell]]:
    cells = [(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if count]
    for size in range(len(cells) + 1):
        for chosen in combinations(cells, size):
            if is_safe(table, set(chosen), threshold):
                yield set(chosen)


@pytest.mark.parametrize("case", VECTORS["two_way"], ids=lambda case: case["id"])
def test_fewest_and_smallest_cells_are_hidden(case: dict[str, Any]) -> None:
    hidden = hidden_in(suppress(case["table"]))
    assert hidden in [cells_of(pattern) for pattern in case["minimal"]["patterns"]]
    assert hidden >= cells_of(case["primary"])


@pytest.mark.parametrize(("table", "mask"), LEAKS)
def test_leaky_masks_are_refused(table: Table, mask: list[list[bool]]) -> None:
    assert not is_safe(table, cells_of(mask))


@pytest.mark.parametrize("case", VECTORS["one_way"], ids=lambda case: case["id"])
def test_row_whose_total_is_the_secret_is_withheld_whole(case: dict[str, Any]) -> None:
    assert suppress([case["cells"]]) == [[None] * len(case["cells"])]


@pytest.mark.parametrize("case", VECTORS["counts"], ids=lambda case: str(case["value"]))
def test_lone_counts_agree_with_the_vectors(case: dict[str, Any]) -> None:
    shown = None if case["shown"] == "[c]" else case["shown"]
    assert suppress([[case["value"]]], case["threshold"]) == [[shown]]


@pytest.mark.parametrize("case", VECTORS["rounding_to_5"], ids=lambda case: str(case["value"]))
def test_rounding_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    assert round_to_5(case["value"]) == case["rounded"]


@pytest.mark.parametrize("case", VECTORS["percent"], ids=lambda case: f"{case['x']}-of-{case['n']}")
def test_percent_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    assert percent(case["x"], case["n"]) == (None if case["shown"] == "[c]" else case["shown"])


@pytest.mark.parametrize("case", VECTORS["differencing"], ids=lambda case: str(case["change"]))
def test_differencing_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    earlier, later = ((case[one]["met"], case[one]["den"]) for one in ("earlier", "later"))
    assert may_release(earlier, later) is case["release_later"]
    assert may_release(later, earlier) is case["release_later"]


def test_unchanged_denominator_may_be_released() -> None:
    assert may_release((20, 24), (20, 24))


def test_percent_of_none_and_of_all_is_shown_from_ten() -> None:
    assert (percent(0, 10), percent(10, 10), percent(0, 9)) == (0, 100, None)


def test_percent_of_a_denominator_under_a_higher_threshold_is_hidden() -> None:
    assert percent(0, 12, threshold=15) is None


def test_table_without_small_counts_is_shown_as_it_is() -> None:
    assert suppress([[0, 5], [7, 0]]) == [[0, 5], [7, 0]]
    assert suppress([[]]) == [[]]
    assert suppress([]) == []


def test_single_row_hides_the_smallest_cover() -> None:
    assert suppress([[3, 10, 6, 0]]) == [[None, 10, None, 0]]


def test_two_ones_in_a_row_give_each_other_no_cover() -> None:
    assert suppress([[1, 1, 9, 20]]) == [[None, None, None, 20]]


def test_single_column_cannot_hide_behind_its_own_row_totals() -> None:
    assert suppress([[3], [20], [30]]) == [[None], [None], [None]]


def test_row_with_a_small_total_withholds_the_whole_table() -> None:
    assert suppress([[3, 0], [20, 30]]) == [[None, None], [None, None]]


def test_zeros_are_never_hidden_as_cover() -> None:
    assert not is_safe([[0, 3], [4, 9]], {(0, 0), (0, 1), (1, 0), (1, 1)})


def test_cell_that_only_bridges_two_hidden_blocks_can_be_worked_out() -> None:
    table = [[3, 20, 30, 9], [20, 20, 9, 9], [9, 9, 3, 20], [9, 9, 20, 20]]
    blocks = {(r, c) for r in range(4) for c in range(4) if r // 2 == c // 2}
    assert is_safe(table, blocks)
    assert not is_safe(table, blocks | {(0, 2)})


def test_ones_that_are_not_small_can_still_be_worked_out() -> None:
    assert not is_safe([[1, 1], [1, 1]], {(0, 0), (0, 1), (1, 0), (1, 1)}, threshold=1)


def test_rows_of_different_lengths_and_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="same number of columns"):
        suppress([[1, 2], [3]])
    with pytest.raises(ValueError, match="below 0"):
        suppress([[-1, 2]])


@pytest.mark.parametrize("most", [6, 12, 40])
def test_large_tables_are_hidden_safely_and_quickly(most: int) -> None:
    numbers = random.Random(most)
    table = [[numbers.randint(0, most) for _ in range(8)] for _ in range(32)]
    began = perf_counter()
    hidden = hidden_in(suppress(table))
    assert perf_counter() - began < 5
    assert is_safe(table, hidden)
    assert len(hidden) < 256


@settings(deadline=None)
@given(SMALL_TABLES, st.sampled_from([3, 5]), st.data())
def test_audit_agrees_with_every_possible_table_written_out(
    table: Table, threshold: int, data: st.DataObject
) -> None:
    cells = [(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if count]
    shown = data.draw(st.sets(st.sampled_from(cells), max_size=3)) if cells else set()
    hidden = set(cells) - shown
    assert is_safe(table, hidden, threshold) is keeps_its_secrets(table, hidden, threshold)


@settings(deadline=None)
@given(SMALL_TABLES, st.sampled_from([3, 5, 10]))
def test_nothing_leaks_from_what_is_shown(table: Table, threshold: int) -> None:
    shown = suppress(table, threshold)
    assert [len(row) for row in shown] == [len(row) for row in table]
    hidden = hidden_in(shown)
    everything = {(r, c) for r, row in enumerate(table) for c in range(len(row))}
    if hidden != everything:
        assert all(shown[r][c] == table[r][c] for r, c in everything - hidden)
        assert keeps_its_secrets(table, hidden, threshold)


@settings(deadline=None, max_examples=examples(60))
@given(tables(3, 4, 12), st.sampled_from([3, 5]))
def test_no_safe_choice_hides_fewer_cells_or_fewer_children(table: Table, threshold: int) -> None:
    def price(hidden: set[Cell]) -> tuple[int, int]:
        return len(hidden), sum(table[r][c] for r, c in hidden)

    cheapest = min(map(price, safe_masks(table, threshold)), default=None)
    hidden = hidden_in(suppress(table, threshold))
    everything = {(r, c) for r, row in enumerate(table) for c in range(len(row))}
    assert price(hidden) == cheapest or (cheapest is None and hidden == everything)
