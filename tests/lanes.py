"""How much is asked: a lane of it in the suite, all of it in `make gauntlet`."""

import os

import pytest

IS_WHOLE = bool(os.environ.get("PACE_WHOLE"))
# Walks that `.ci/run` and the gauntlet take at both widths; the suite has no time for them.
IN_CI = pytest.mark.skipif(not IS_WHOLE, reason="walked by .ci/run and make gauntlet G=23")


def examples(whole: int) -> int:
    """Of a property, as many as the suite has time for; the whole of them in the gauntlet."""
    return whole if IS_WHOLE else max(whole // 3, 20)
