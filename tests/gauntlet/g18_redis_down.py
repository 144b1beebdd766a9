"""G18: the broker is away for five minutes: pages and writes go on, and jobs after it is back.

python -m tests.gauntlet.g18_redis_down [seconds]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import prepare

AWAY_FOR = 300.0


def main(asked: list[str]) -> int:
    prepare()
    from tests.gauntlet.without_broker import without_broker

    return without_broker(float(asked[0]) if asked else AWAY_FOR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
