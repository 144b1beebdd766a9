"""Limits, said as people say them."""

from collections.abc import Mapping
from typing import Any


def spoken_limit(limit: Mapping[str, Any] | None) -> str:
    """“30 weeks”, “7½ months”, “3 working days”; empty for a duty without a limit."""
    if not limit or limit.get("amount") is None:
        return ""
    amount, unit = abs(limit["amount"]), str(limit["unit"]).replace("_", " ")
    whole = int(amount)
    number = f"{whole or ''}½" if amount != whole else str(whole)
    return f"{number} {unit.removesuffix('s') if amount == 1 else unit}"
