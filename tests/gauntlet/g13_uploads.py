"""G13: forty hostile files, each refused in under two seconds, nothing kept of any.

python -m tests.gauntlet.g13_uploads
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(
        by_pytest("tests/exchange/test_hostile_uploads.py", "tests/exchange/test_import_page.py")
    )
