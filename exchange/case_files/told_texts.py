"""How long the texts of a workbook become, once each cell holds its own copy of a shared one.

Texts stand once in a list, and cells tell their number: a long one told a million times is small
in the file and vast in memory.
"""

import re
from array import array
from dataclasses import dataclass, field

NUMBERED = re.compile(rb"<(?:[A-Za-z0-9]+:)?v\b[^>]*>\s*([0-9]{1,9})\s*<")
SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
TEXT_BEGINS = re.compile(rb"<(?:[A-Za-z0-9]+:)?si\b")


@dataclass(slots=True)
class ToldTexts:
    """Of all parts, since any may be the list or a sheet; where they disagree the longer counts."""

    lengths: "array[int]" = field(default_factory=lambda: array("Q"))
    told: "array[int]" = field(default_factory=lambda: array("L"))
    cells: int = 0
    # Within the part that is read now: how many texts, and where the last one began.
    texts: int = 0
    began: int = 0

    def begin_part(self) -> None:
        self.texts = self.began = 0

    def take(self, piece: bytes, *, at: int, seen: int) -> None:
        """A piece of the part that begins `at`; its first letters were `seen` in the last one."""
        self.told.extend(int(found[1]) for found in NUMBERED.finditer(piece) if found.end() > seen)
        self.cells += sum(1 for found in SHARED.finditer(piece) if found.end() > seen)
        for found in TEXT_BEGINS.finditer(piece):
            if found.end() > seen:
                self._end_text(at + found.start())
                self.began, self.texts = at + found.start(), self.texts + 1

    def end_part(self, *, at: int) -> None:
        self._end_text(at)

    def _end_text(self, at: int) -> None:
        if not self.texts:
            return
        number, length = self.texts - 1, at - self.began
        if number < len(self.lengths):
            self.lengths[number] = max(self.lengths[number], length)
        else:
            self.lengths.append(length)

    @property
    def together(self) -> int:
        """At least what memory they take: a cell whose number was not found tells the longest."""
        known = len(self.lengths)
        found = sum(self.lengths[number] for number in self.told if number < known)
        hidden = max(0, self.cells - len(self.told))
        return found + hidden * max(self.lengths, default=0)
