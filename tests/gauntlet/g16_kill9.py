"""G16: kill -9 of each process at random moments of a 10,000-line import.

python -m tests.gauntlet.g16_kill9 [moments] [victim]

Each run begins with a fresh database. Nothing may be lost or doubled, no child may be seen with
a part of its lines, the import is done within 90 seconds of the restart without a human, and what
the web acknowledged meanwhile is there. GAUNTLET_LOG names a file for what the processes say.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import prepare

MOMENTS = 5


def main(asked: list[str]) -> int:
    prepare()
    from tests.gauntlet.killing import kill_all

    return kill_all(int(asked[0]) if asked else MOMENTS, asked[1] if asked[1:] else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
