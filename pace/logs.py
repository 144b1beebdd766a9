"""Logs without a child in them: PostgreSQL tells a refused row's values, names included."""

import logging
import re
from types import TracebackType

# What psycopg2 repeats of a row stands in its DETAIL and CONTEXT, to the end of the message.
ROW_VALUES = re.compile(
    r"^(DETAIL|CONTEXT|HINT|LINE \d+):.*?(?=^\w\S*(Error|Violation)\b|^The above|^During|\Z)",
    re.MULTILINE | re.DOTALL,
)
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutRowValues(logging.Formatter):
    """The traceback as it is, less what the database repeats of the row it refused."""

    def formatException(self, ei: Raised) -> str:
        return ROW_VALUES.sub("(row values left out)\n", super().formatException(ei))
