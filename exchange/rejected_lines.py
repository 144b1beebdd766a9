"""The rejected lines as a CSV file: what is wrong where, and nothing a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable

from exchange.case_files.lines import Rejection

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
HEADER = ("file", "line", "column", "reason")


def as_csv(rejections: Iterable[Rejection]) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read the accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for each in rejections:
        cells = (each.file, each.line, each.column or "", each.reason)
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """An apostrophe disarms what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(LIVE) else cell
