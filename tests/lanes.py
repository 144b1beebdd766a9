"""How much is asked: a lane of it in the suite, all of it in `make gauntlet`."""

import os

IS_WHOLE = bool(os.environ.get("PACE_WHOLE"))
