"""G6: a tour of every page and form, each found in the audit once.

python -m tests.gauntlet.g06_audit_complete
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(by_pytest("tests/access/test_audit_complete.py"))
