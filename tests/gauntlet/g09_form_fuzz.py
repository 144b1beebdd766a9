"""G9: thousands of hostile forms and addresses, as every role (security.md).

    python -m tests.gauntlet.g09_form_fuzz --cases 5000

Starts a PostgreSQL of its own, asks in process, prints “N passed, N failed”, and what failed.
"""

import argparse
import sys

from tests.gauntlet.ground import prepare

CASES = 5_000
SHOWN = 60


def main() -> int:
    asked = argparse.ArgumentParser(description="G9: hostile forms and addresses")
    asked.add_argument("--cases", type=int, default=CASES)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    prepare()
    judge = run(options.cases, options.seed)
    for told in judge.wrong[:SHOWN]:
        print(told)
    print(f"{judge.written} forms were saved; slowest answer {judge.slowest:.1f} s")
    print(f"{judge.passed} passed, {len(judge.wrong)} failed")
    return 1 if judge.wrong else 0


def run(cases: int, seed: int) -> "Judge":  # noqa: F821
    from tests.gauntlet.form_rounds import every_form

    return every_form(cases, seed=seed)


if __name__ == "__main__":
    sys.exit(main())
