"""Case files brought in by a browser: their names, sizes and first line looked at before they wait.

What is wrong with a line is found when they are checked (exchange.jobs); here only what makes
them no case files at all, so that nobody waits for a sentence that could be had at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from exchange.case_files.layout import LAYOUTS
from exchange.case_files.reading import RawLine, UnreadableSource, decoded, read_csv
from exchange.case_files.workbook import WorkbookSource
from exchange.case_files.workbook_limits import refuse_unsafe

# Never the name somebody gave it: that may be a child's.
BOOK = "cases.xlsx"
# As many as a worker takes in its hands at once; the whole of a large council is half of it.
MOST_LINES = 200_000


@dataclass(frozen=True)
class BroughtSource:
    brought: Mapping[str, bytes]

    def files(self) -> Mapping[str, Sequence[RawLine]]:
        if BOOK in self.brought:
            return WorkbookSource(BOOK, self.brought[BOOK]).files()
        return {
            file: list(read_csv(LAYOUTS[file], decoded(file, self.brought[file])))
            for file in LAYOUTS
            if file in self.brought
        }


def looked_at(files: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files by the names they are kept under. Raises UnreadableSource with what to do."""
    named = [(_kept_as(name), body) for name, body in files]
    names = [name for name, _ in named]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UnreadableSource(f"{twice} was chosen twice: choose each file once.")
    if BOOK in names and len(names) > 1:
        raise UnreadableSource("Choose either the CSV files or one .xlsx, not both.")
    if sum(_lines_in(body) for name, body in named if name != BOOK) > MOST_LINES:
        raise UnreadableSource(
            f"The files hold more than {MOST_LINES:,} lines together: bring them in parts."
        )
    for name, body in named:
        _look_at(name, body)
    return dict(named)


def _lines_in(body: bytes) -> int:
    """Whichever way they end."""
    return max(body.count(b"\n"), body.count(b"\r"))


def _kept_as(name: str) -> str:
    folded = name.casefold()
    if folded in LAYOUTS:
        return folded
    if folded.endswith(".xlsx"):
        return BOOK
    if folded.endswith((".xlsm", ".xlsb", ".xls", ".ods", ".numbers")):
        raise UnreadableSource(
            "A workbook of another kind cannot be read: save it as .xlsx, without macros."
        )
    raise UnreadableSource(
        f"{_shortened(name)} is not the name of a case file: the names are "
        f"{', '.join(LAYOUTS)}, or one .xlsx."
    )


def _look_at(name: str, body: bytes) -> None:
    if name == BOOK:
        refuse_unsafe(BOOK, body)
        return
    # The header and the line after it: the rest is for the check.
    list(islice(read_csv(LAYOUTS[name], decoded(name, body)), 1))


def _shortened(name: str) -> str:
    printable = "".join(c if c.isprintable() else "?" for c in name)
    return f"“{printable[:40]}{'…' if len(printable) > 40 else ''}”"
