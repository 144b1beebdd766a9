"""G0: every property, with all its examples.

python -m tests.gauntlet.g00_properties
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import ROOT, by_pytest

NOT_GIVEN = "tests/milestones/test_no_drift.py"


def with_properties() -> list[str]:
    found = [
        file
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if "from hypothesis import" in file.read_text(encoding="utf-8")
    ]
    return [str(file.relative_to(ROOT)) for file in found]


if __name__ == "__main__":
    sys.exit(by_pytest(*with_properties(), NOT_GIVEN))
