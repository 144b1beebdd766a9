"""G4: what each role reads of a record, field group by field group, on pages and by the API.

python -m tests.gauntlet.g04_field_matrix
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import by_pytest

if __name__ == "__main__":
    sys.exit(by_pytest("tests/milestones/test_readable.py", "tests/exchange/test_api_fields.py"))
