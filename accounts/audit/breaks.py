"""What verifying may find wrong, each in a sentence that can be acted on."""

from dataclasses import asdict, dataclass
from typing import Any

SENTENCES = {
    "entry_changed": "The entry was changed after it was written, or another put in its place.",
    "entry_deleted": "The link is there, but its entry was deleted.",
    "entry_moved": "The entry was moved to another authority.",
    "entry_unlinked": "An entry stands outside the chain: it was slipped in, or its link deleted.",
    "links_missing": "Links before this one are missing.",
    "link_repeated": "A link with this place in the chain was there already.",
    "link_out_of_order": "The link does not follow the one before it.",
    "head_missing": "The chain has no head.",
    "head_wrong": "The head does not name the last link: the tail was cut, or the head reset.",
    "anchor_not_in_chain": "An anchor names a link that is no longer there: the tail was cut.",
    "anchor_differs": "An anchor names another hash for this link: the chain was rewritten.",
    "anchor_authority": "An anchor names an authority that is not there.",
    "anchor_unreadable": "This line of the anchor file is no anchor.",
    "anchor_forged": "The signature of this line of the anchor file is not ours.",
    "anchor_line_missing": "Before this line of the anchor file, a line was removed or changed.",
}


@dataclass(frozen=True, slots=True)
class Break:
    """One thing wrong: in a chain at a sequence, or in the anchor file at a line."""

    kind: str
    authority: str = ""
    sequence: int | None = None
    entry: int | None = None
    line: int | None = None

    @property
    def sentence(self) -> str:
        return SENTENCES[self.kind]

    def __str__(self) -> str:
        places = {
            "": self.authority,
            "link ": self.sequence,
            "entry ": self.entry,
            "line ": self.line,
        }
        told = [f"{word}{place}" for word, place in places.items() if place not in (None, "")]
        return f"{', '.join(told)}: {self.sentence}"

    def as_dict(self) -> dict[str, Any]:
        told = {name: value for name, value in asdict(self).items() if value not in (None, "")}
        return {"authority": self.authority, "sequence": self.sequence, **told} | {
            "sentence": self.sentence
        }
