"""G2: a crawl of ten addresses of every route, as every role, the byte comparisons, and the ids
of rows under children and councils that are not theirs.

python -m tests.gauntlet.g02_canary_crawl
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(
        by_pytest(
            "tests/access/test_canary_crawl.py",
            "tests/access/test_parents_and_children.py",
            "tests/cases/test_guarded.py",
            "tests/test_access.py",
        )
    )
