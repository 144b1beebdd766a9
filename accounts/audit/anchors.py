"""Signed notes of where each chain ended, kept outside the database.

Whoever cuts a chain's tail and resets its head, or writes the whole chain anew, leaves a chain
that agrees with itself; it does not agree with an anchor. Each line holds the hash of the line
before it, so that a line taken out is missed. A file cut at its end is not: copy it elsewhere.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.audit.breaks import Break

FILE = "audit-anchors.jsonl"
ALGORITHM = "HMAC-SHA256"
FIRST = "0" * 64
FIELDS = {"algorithm", "at", "authority", "hash", "previous", "sequence", "signature"}


@dataclass(slots=True)
class AnchorBook:
    """The anchor file as read: what its genuine lines say, and what is wrong with the others."""

    lines: int = 0
    breaks: list[Break] = field(default_factory=list)
    anchors: dict[str, dict[int, frozenset[bytes]]] = field(default_factory=dict)

    @property
    def codes(self) -> set[str]:
        return set(self.anchors)

    def hashes(self, *codes: str) -> dict[int, frozenset[bytes]]:
        """By sequence, under the authority's code and the codes it had before recoding."""
        found: dict[int, frozenset[bytes]] = {}
        for code in codes:
            for sequence, hashes in self.anchors.get(code, {}).items():
                found[sequence] = found.get(sequence, frozenset()) | hashes
        return found

    def take(self, number: int, raw: bytes, *, before: str) -> Iterator[Break]:
        self.lines = number
        line = parsed(raw)
        if line is None:
            yield Break("anchor_unreadable", line=number)
            return
        if not is_genuine(line):
            yield Break("anchor_forged", line["authority"], line["sequence"], line=number)
            return
        if line["previous"] != before:
            yield Break("anchor_line_missing", line=number)
        of_code = self.anchors.setdefault(line["authority"], {})
        told = bytes.fromhex(line["hash"])
        of_code[line["sequence"]] = of_code.get(line["sequence"], frozenset()) | {told}


def anchor_file() -> Path:
    return Path(settings.AUDIT_ANCHORS) / FILE


def read_anchors(file: Path) -> AnchorBook:
    book = AnchorBook()
    if not file.exists():
        return book
    before = FIRST
    with file.open("rb") as lines:
        fcntl.flock(lines, fcntl.LOCK_SH)
        for number, raw in enumerate(lines, start=1):
            book.breaks += book.take(number, raw, before=before)
            before = hash_of(raw)
    return book


def write_anchors(file: Path, heads: Iterator[tuple[str, int, bytes]], *, at: datetime) -> int:
    """One line for each head, after those that are there; on the disk when this returns."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as book:
        fcntl.flock(book, fcntl.LOCK_EX)
        before = hash_of_last(whole_lines(book))
        written = 0
        for code, sequence, named in heads:
            raw = signed_line(code, sequence, named, at=at, previous=before)
            book.write(raw)
            before = hash_of(raw)
            written += 1
        book.flush()
        os.fsync(book.fileno())
    return written


def whole_lines(book: BinaryIO) -> list[bytes]:
    """What is written; a last line torn by a crash was never reported as done, and goes."""
    lines = book.read().splitlines(keepends=True)
    if lines and not lines[-1].endswith(b"\n"):
        book.truncate(sum(map(len, lines[:-1])))
        lines.pop()
    return lines


def signed_line(code: str, sequence: int, named: bytes, *, at: datetime, previous: str) -> bytes:
    line = {
        "algorithm": ALGORITHM,
        "at": at.isoformat(),
        "authority": code,
        "hash": named.hex(),
        "previous": previous,
        "sequence": sequence,
    }
    line["signature"] = signature(line, settings.SECRET_KEY)
    return as_bytes(line) + b"\n"


def parsed(raw: bytes) -> dict[str, Any] | None:
    """The line if it has the form of an anchor; what it says is believed once it is genuine."""
    try:
        line = json.loads(raw)
        bytes.fromhex(line["hash"])
        texts = all(isinstance(line[name], str) for name in FIELDS - {"sequence"})
        well_formed = texts and line.keys() == FIELDS and isinstance(line["sequence"], int)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return line if well_formed and raw == as_bytes(line) + b"\n" else None


def is_genuine(line: dict[str, Any]) -> bool:
    """Signed by today's SECRET_KEY, or by one it replaced (SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return line["algorithm"] == ALGORITHM and any(
        constant_time_compare(line["signature"], signature(line, key)) for key in keys
    )


def signature(line: dict[str, Any], secret: str) -> str:
    """HMAC-SHA256 of all the rest of the line, under a key derived for this use alone."""
    rest = {name: value for name, value in line.items() if name != "signature"}
    signed = salted_hmac("pace.audit.anchor", as_bytes(rest), secret=secret, algorithm="sha256")
    return signed.hexdigest()


def as_bytes(line: dict[str, Any]) -> bytes:
    return json.dumps(line, sort_keys=True).encode()


def hash_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def hash_of_last(lines: list[bytes]) -> str:
    return hash_of(lines[-1]) if lines else FIRST
