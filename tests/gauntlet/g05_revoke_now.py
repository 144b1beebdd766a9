"""G5: what is taken away is gone with the next request.

python -m tests.gauntlet.g05_revoke_now
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(by_pytest("tests/access/test_revoke_now.py", "tests/exchange/test_import_job.py"))
