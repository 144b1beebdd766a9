"""G20, so far: every migration there and back again, in a database of its own.

python -m tests.gauntlet.g20_migrations
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(by_pytest("tests/test_migrations.py"))
