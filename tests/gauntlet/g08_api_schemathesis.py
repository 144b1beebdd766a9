"""G8: ten thousand generated requests to the API for each of three roles (security.md).

    python -m tests.gauntlet.g08_api_schemathesis --cases 10000

Starts a PostgreSQL of its own, asks in process, prints “N passed, N failed”, and what failed.
"""

import argparse
import sys
from collections import Counter

from tests.gauntlet.ground import prepare

CASES = 10_000
# In rounds, so that the strategies do not remember ten thousand examples each.
ROUND = 1_000
SHOWN = 20


def main() -> int:
    asked = argparse.ArgumentParser(description="G8: schemathesis against the API")
    asked.add_argument("--cases", type=int, default=CASES, help="for each role")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    prepare()
    tally = run(options.cases, options.seed)
    for broken, times in Counter(tally.failed).most_common(SHOWN):
        print(f"{times} × {broken}")
    print(f"{tally.passed} passed, {len(tally.failed)} failed")
    return 1 if tally.failed else 0


def run(cases: int, seed: int) -> "Tally":  # noqa: F821
    from tests.gauntlet.api_rounds import every_role

    return every_role(cases, seed=seed, at_once=ROUND)


if __name__ == "__main__":
    sys.exit(main())
