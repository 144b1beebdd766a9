"""G23: every walk in a browser at both widths, with axe at each stop.

python -m tests.gauntlet.g23_no_barriers
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(by_pytest("tests/browser"))
