"""G17: every flag exactly once: two beats, downtime, clock changes, leap days, corrections.

python -m tests.gauntlet.g17_flags_once
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

FILES = ("test_flags_once", "test_flag_changes", "test_raise_flags", "test_raise_flags_command")

if __name__ == "__main__":
    sys.exit(by_pytest(*(f"tests/milestones/{name}.py" for name in FILES)))
