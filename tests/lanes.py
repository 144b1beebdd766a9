"""How much is asked: a lane of it in the suite, all of it in `make gauntlet`."""

import os

IS_WHOLE = bool(os.environ.get("PACE_WHOLE"))


def examples(whole: int) -> int:
    """Of a property, as many as the suite has time for; the whole of them in the gauntlet."""
    return whole if IS_WHOLE else max(whole // 3, 20)
