"""What a workbook may be before anything reads it: small once unpacked, and without macros.

security.md §5.10: a few kilobytes of .xlsx can unpack to gigabytes, name a cell in the last of
a million rows, or repeat one long text a million times. Each part is unpacked here once, piece
by piece, and thrown away; the numbers a file tells of itself are not believed.
"""

import lzma
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from exchange.case_files.reading import UnreadableSource
from exchange.case_files.told_texts import ToldTexts

MOST_PARTS = 200
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 256
MOST_CELLS = 4_000_000
MOST_TEXT = 200_000_000
PIECE = 1024 * 1024
OVERLAP = 64
PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{0,3})([0-9]{0,8})[\"']")
ENTITY = b"<!DOCTYPE"
TOO_LARGE = "{} is too large once it is unpacked: bring the cases as CSV files, or in parts."
FIRST_BYTES = b"PK\x03\x04"
# The one form that is read. Others may lie in the same archive, with bombs of their own.
WORKBOOK, OTHER_FORMS = "xl/workbook.xml", {"xl/workbook.bin", "content.xml"}
MACROS = ("vbaproject.bin", "vbadata.xml")
# All that a torn, locked or forged .xlsx makes the unpacking raise.
UNREADABLE = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


@dataclass(slots=True)
class Measured:
    """How large the workbook would become in memory."""

    unpacked: int = 0
    cells: int = 0
    texts: ToldTexts = field(default_factory=ToldTexts)


def refuse_unsafe(name: str, content: bytes) -> None:
    """Raises UnreadableSource with what to do instead."""
    try:
        if not content.startswith(FIRST_BYTES):
            raise BadZipFile
        with ZipFile(BytesIO(content)) as book:
            _refuse_parts(name, book.namelist())
            # What it says of itself may be too little, and is enough to refuse it.
            _refuse_size(name, Measured(unpacked=sum(part.file_size for part in book.infolist())))
            measured = Measured()
            for part in book.namelist():
                _measure(name, book, part, measured)
        if measured.texts.together > MOST_TEXT:
            raise UnreadableSource(TOO_LARGE.format(name))
    except UnreadableSource:
        raise
    except UNREADABLE:
        raise UnreadableSource(
            f"{name} is not a workbook that can be read: save it as .xlsx, without a password."
        ) from None


def _refuse_parts(name: str, parts: list[str]) -> None:
    if len(parts) > MOST_PARTS:
        raise UnreadableSource(
            f"{name} has too many parts: leave only the sheets with cases in it."
        )
    folded = [part.casefold() for part in parts]
    if any(part.endswith(MACROS) or "macrosheets/" in part for part in folded):
        raise UnreadableSource(f"{name} holds macros: save it as .xlsx, without them.")
    if WORKBOOK not in folded or OTHER_FORMS & set(folded):
        raise BadZipFile
    if len(set(folded)) != len(parts):
        raise UnreadableSource(f"{name} holds a part twice: save it anew as .xlsx.")


def _measure(name: str, book: ZipFile, part: str, measured: Measured) -> None:
    """Any part may be taken for a sheet or for the texts: which is which is the file's word."""
    rows = columns = position = 0
    measured.texts.begin_part()
    for piece in _pieces(book, part):
        measured.unpacked += len(piece) - OVERLAP if position else len(piece)
        _refuse_size(name, measured)
        if ENTITY in piece:
            raise UnreadableSource(f"{name} is not a plain workbook: save it anew as .xlsx.")
        rows, columns = _farthest(piece, rows, columns)
        _refuse_extent(name, rows, columns)
        measured.texts.take(piece, at=position, seen=OVERLAP if position else 0)
        position += len(piece) - OVERLAP
    measured.cells += rows * columns
    measured.texts.end_part(at=position + OVERLAP)
    _refuse_size(name, measured)


def _pieces(book: ZipFile, part: str) -> Iterator[bytes]:
    """Each begins with the last few letters of the one before, so that nothing falls between."""
    with book.open(part) as opened:
        before = b""
        while piece := opened.read(PIECE):
            yield before + piece
            before = piece[-OVERLAP:].rjust(OVERLAP, b" ")


def _farthest(piece: bytes, rows: int, columns: int) -> tuple[int, int]:
    for letters, digits in PLACE.findall(piece):
        rows = max(rows, int(digits or 0))
        columns = max(columns, _number_of(letters))
    return rows, columns


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_extent(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnreadableSource(
            f"A sheet of {name} reaches to row {rows:,} and column {columns:,}: delete the empty "
            f"rows and columns beyond the cases. At most {MOST_ROWS:,} rows and {MOST_COLUMNS} "
            "columns are read; longer files come as CSV."
        )


def _refuse_size(name: str, measured: Measured) -> None:
    if measured.unpacked > MOST_UNPACKED or measured.cells > MOST_CELLS:
        raise UnreadableSource(TOO_LARGE.format(name))
