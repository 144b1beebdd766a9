"""G1: every route × method × actor × target, all of them (security.md).

python -m tests.gauntlet.g01_access_matrix
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import in_parts, prepare

PARTS = 2
SHOWN = 60
FEWEST = 20_000


def main() -> int:
    asked = argparse.ArgumentParser(description="G1: the access matrix")
    asked.add_argument("--part", help="0/2: the first of two halves; both without it")
    part = asked.parse_args().part
    if part is None:
        return in_parts("tests.gauntlet.g01_access_matrix", PARTS)
    number, of = (int(each) for each in part.split("/"))
    prepare()
    return ask(number, of)


def ask(number: int, of: int) -> int:
    """Every `of`-th cell."""
    from itertools import islice

    from accounts.today import today
    from tests.access.cells import all_cells, all_routes, wrong
    from tests.access.worlds import written

    cells = list(all_cells(all_routes()))
    if len(cells) < FEWEST:
        print(f"Only {len(cells)} cells: {FEWEST} are asked for.")
    own = list(islice(cells, number, None, of))
    found = wrong(iter(own), written(today()))
    print(*found[:SHOWN], sep="\n")
    print(f"{len(own) - len(found)} passed, {len(found)} failed")
    return 1 if found or len(cells) < FEWEST else 0


if __name__ == "__main__":
    sys.exit(main())
