"""How far the hidden cells of a table can move without any published total noticing.

Whoever reads the table knows its totals, every cell shown, and that a hidden cell is at least 1,
because zeros are always shown. A hidden cell can be raised when another in its column is lowered,
one more in that row raised, and so on until the walk comes back to the cell's own row: a flow
between the table's columns and rows, so the most it can carry is the exact bound, in whole
children. Bounds carried from total to total by hand are not enough (measures.md §5, D3).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush

Cell = tuple[int, int]
Change = dict[Cell, int]
Cost = Callable[[Cell], int | None]


class Grid:
    """A table's cells that hold somebody, each between its row's total and its column's.

    A single row is published with its own total only: its cells all share one column.
    """

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.counts: dict[Cell, int] = {
            (r, c): count for r, row in enumerate(rows) for c, count in enumerate(row) if count
        }
        self._height = len(rows)
        self._meeting: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.counts:
            for total in (self.row_of(cell), self.column_of(cell)):
                self._meeting[total].append(cell)

    def row_of(self, cell: Cell) -> int:
        return cell[0]

    def column_of(self, cell: Cell) -> int:
        return self._height + (cell[1] if self._height > 1 else 0)

    def small(self, threshold: int) -> list[Cell]:
        return sorted(cell for cell, count in self.counts.items() if count < threshold)

    def has_lone(self, hidden: set[Cell]) -> bool:
        """Whether some total has just one hidden cell, which is then the total less the rest."""
        meeting = Counter(self.row_of(cell) for cell in hidden)
        meeting.update(self.column_of(cell) for cell in hidden)
        return 1 in meeting.values()

    def raising(self, cell: Cell, by: int, cost: Cost) -> Change | None:
        """Changes that keep every total and raise the cell by so many; None if there are none.

        `cost` is what moving another cell costs, None where it may not move. The dearest moves
        are avoided, step by step: cheap, not always cheapest.
        """
        change: Change = {cell: 0}
        while (left := by - change[cell]) > 0:
            ends = self.column_of(cell), self.row_of(cell)
            # One walk that carries everything moves fewer cells than several that carry less.
            walk = self._walk(*ends, change, left, cost) or self._walk(*ends, change, 1, cost)
            if walk is None:
                return None
            step = min(left, *(self._spare(each, change) for each in walk[::2]))
            change[cell] += step
            for position, each in enumerate(walk):
                change[each] = change.get(each, 0) + (step if position % 2 else -step)
        return {each: moved for each, moved in change.items() if moved}

    def can_lower(self, cell: Cell, cost: Cost) -> bool:
        ends = self.row_of(cell), self.column_of(cell)
        return self.counts[cell] > 1 and self._walk(*ends, {cell: 0}, 1, cost) is not None

    def _spare(self, cell: Cell, change: Change) -> int:
        return self.counts[cell] + change.get(cell, 0) - 1

    def _walk(
        self, start: int, end: int, change: Change, least: int, cost: Cost
    ) -> list[Cell] | None:
        """The cheapest walk of cells from one total to another, the first key of change barred.

        From a column's total a cell is lowered, by at least `least`; from a row's it is raised.
        """
        barred = next(iter(change))
        dearest: dict[int, int] = {start: 0}
        came: dict[int, tuple[int, Cell]] = {}
        queue = [(0, start)]
        while queue:
            spent, here = heappop(queue)
            if here == end:
                return list(_back(came, start, end))[::-1]
            if spent > dearest[here]:
                continue
            for cell, there in self._steps(here, change, least):
                price = 0 if change.get(cell) else cost(cell)
                if cell == barred or price is None:
                    continue
                if there not in dearest or spent + price < dearest[there]:
                    dearest[there] = spent + price
                    came[there] = here, cell
                    heappush(queue, (spent + price, there))
        return None

    def _steps(self, here: int, change: Change, least: int) -> Iterator[tuple[Cell, int]]:
        if here < self._height:
            return ((cell, self.column_of(cell)) for cell in self._meeting[here])
        return (
            (cell, self.row_of(cell))
            for cell in self._meeting[here]
            if self._spare(cell, change) >= least
        )


def _back(came: dict[int, tuple[int, Cell]], start: int, end: int) -> Iterator[Cell]:
    here = end
    while here != start:
        here, cell = came[here]
        yield cell


def is_safe(rows: Sequence[Sequence[int]], hidden: set[Cell], threshold: int = 5) -> bool:
    """Whether no small count can be told to be small, and no hidden count be worked out (D3)."""
    return is_grid_safe(Grid(rows), hidden, threshold)


def is_grid_safe(grid: Grid, hidden: set[Cell], threshold: int) -> bool:
    small = grid.small(threshold)
    # Zeros are shown, so they are no cover (D4).
    if not hidden.issuperset(small) or not hidden.issubset(grid.counts):
        return False
    if grid.has_lone(hidden):
        return False
    moved: set[Cell] = set()
    for cell in small:
        change = grid.raising(cell, threshold - grid.counts[cell], within(hidden))
        if change is None:
            return False
        moved.update(change)
    return all(
        grid.raising(cell, 1, within(hidden)) or grid.can_lower(cell, within(hidden))
        for cell in hidden - moved
    )


def within(hidden: set[Cell]) -> Cost:
    """Only hidden cells move, and moving them costs nothing."""
    return lambda cell: 0 if cell in hidden else None
