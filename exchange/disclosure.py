"""What may be shown outside: small counts and whatever would give them away are hidden.

measures.md §5, D2 to D8. Inside an authority counts are full; nothing here is for them.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

from aims.rates import whole_percent
from exchange.hidden_cells import Cell, Change, Grid, is_grid_safe, within

FEWEST_FOR_A_PERCENT = 10
# What trying every choice may cost, a choice costing its cells squared: under a second's worth.
MOST_TRIED = 1_000_000


def suppress(rows: Sequence[Sequence[int]], threshold: int = 5) -> list[list[int | None]]:
    """The table with None for each hidden count; all None where no choice of cells is safe.

    Counts of 1 to threshold - 1 are hidden, and others until no small one can be told to be small
    and no hidden one worked out, the totals being published: of rows, of columns and of all, or
    of a single row only its total. On small tables the fewest others, then the smallest.
    Raises ValueError for rows of different lengths or counts below 0.
    """
    if len({len(row) for row in rows}) > 1:
        raise ValueError("Give every row the same number of columns.")
    if any(count < 0 for row in rows for count in row):
        raise ValueError("Counts cannot be below 0.")
    hidden = _cells_to_hide(Grid(rows), threshold)
    if hidden is None:
        return [[None for _ in row] for row in rows]
    return [
        [None if (r, c) in hidden else count for c, count in enumerate(row)]
        for r, row in enumerate(rows)
    ]


def percent(x: int, n: int, threshold: int = 5) -> int | None:
    """The whole percentage, or None where n, x or n - x is too small to be shown (D6)."""
    if n < FEWEST_FOR_A_PERCENT or 0 < x < threshold or 0 < n - x < threshold:
        return None
    return whole_percent(x, n)


def round_to_5(n: int) -> int:
    """The alternative to hiding, never mixed with it in one release (D7): 2 is 0, 3 is 5."""
    return (n + 2) // 5 * 5


def may_release(earlier: tuple[int, int], later: tuple[int, int], threshold: int = 5) -> bool:
    """Whether (x, n) may follow an earlier one: not if n moved by 1 to threshold - 1 (D8)."""
    return not 0 < abs(later[1] - earlier[1]) < threshold


def _cells_to_hide(grid: Grid, threshold: int) -> set[Cell] | None:
    """A safe choice of cells, None if there is none.

    A small cell is safe when a change that no total notices lifts it to the threshold, and every
    cell that such a change moves cannot be worked out. So the cells of one such change for each
    small cell are a safe choice; and where one small cell has none, hiding everything would not
    help.
    """
    changes: dict[Cell, Change] = {}
    hidden = set(grid.small(threshold))
    dear = sum(grid.counts.values()) + 1
    for cell in sorted(hidden, key=lambda cell: (grid.counts[cell], cell)):
        change = grid.raising(
            cell,
            threshold - grid.counts[cell],
            lambda other: 0 if other in hidden else dear + grid.counts[other],
        )
        if change is None:
            return None
        changes[cell] = change
        hidden.update(change)
    hidden = _shown_again(grid, changes, threshold)
    return _fewest(grid, hidden, threshold)


def _shown_again(grid: Grid, changes: dict[Cell, Change], threshold: int) -> set[Cell]:
    """What is left hidden after showing, largest first, each cell the others can do without."""
    hidden = set(changes).union(*changes.values())
    for cell in sorted(hidden - set(changes), key=lambda cell: (-grid.counts[cell], cell)):
        rest = within(hidden - {cell})
        others: dict[Cell, Change] = {}
        for small in (small for small, change in changes.items() if cell in change):
            change = grid.raising(small, threshold - grid.counts[small], rest)
            if change is None:
                break
            others[small] = change
        else:
            changes = changes | others
            hidden = set(changes).union(*changes.values())
    return hidden


def _fewest(grid: Grid, hidden: set[Cell], threshold: int) -> set[Cell]:
    """The safe choice with the fewest other cells, then the fewest children in them.

    Every choice as small as the one at hand is tried where they are few enough to try.
    """
    small = set(grid.small(threshold))
    candidates = sorted(set(grid.counts) - small)
    tried = 0
    for extra in range(len(hidden - small) + 1):
        tried += comb(len(candidates), extra) * (len(small) + extra) ** 2
        if tried > MOST_TRIED:
            break
        choices = (small.union(others) for others in combinations(candidates, extra))
        safe = [choice for choice in choices if is_grid_safe(grid, choice, threshold)]
        if safe:
            return min(safe, key=lambda choice: sum(grid.counts[cell] for cell in choice))
    return hidden
