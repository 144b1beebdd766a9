"""G3: the second wall, asked in SQL as the app role.

python -m tests.gauntlet.g03_second_wall
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(by_pytest("tests/access/test_second_wall.py"))
