"""G22: /healthz and /readyz of the real web under eight injected faults.

python -m tests.gauntlet.g22_health
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.gauntlet.ground import prepare


def main() -> int:
    prepare()
    from tests.gauntlet.probing import probe

    return probe()


if __name__ == "__main__":
    sys.exit(main())
