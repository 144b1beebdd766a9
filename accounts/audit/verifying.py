"""Every chain counted again from its first link, in Python, and held against its anchors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from accounts.audit.anchors import AnchorBook
from accounts.audit.breaks import Break
from accounts.audit.digest import GENESIS, link_hash
from accounts.audit.reading import Chains, Link

Hashes = Mapping[int, frozenset[bytes]]


@dataclass(slots=True)
class Verification:
    checked: int = 0
    breaks: list[Break] = field(default_factory=list)


def verify_audit(chains: Chains, book: AnchorBook) -> Verification:
    done = Verification(breaks=list(book.breaks))
    strangers = set(book.codes)
    for authority, code, former in chains.authorities():
        strangers -= {code, *former}
        chains.enter(authority)
        walk = Walk(authority, code, book.hashes(code, *former))
        done.breaks += walk.through(chains.links(authority))
        done.breaks += walk.at_its_end(chains.head(authority))
        done.breaks += [
            Break("entry_unlinked", code, entry=entry) for entry in chains.unlinked(authority)
        ]
        done.checked += walk.checked
    done.breaks += [Break("anchor_authority", code) for code in sorted(strangers)]
    return done


@dataclass(slots=True)
class Walk:
    """Along one authority's chain. After a break it goes on from what the link says."""

    authority: int
    code: str
    anchored: Hashes
    checked: int = 0
    sequence: int = 0
    hash: bytes = GENESIS
    met: set[int] = field(default_factory=set)

    def through(self, links: Iterator[Link]) -> Iterator[Break]:
        for sequence, follows, named, entry, owner, digest in links:
            previous, told = bytes(follows), bytes(named)
            self.checked += 1
            if sequence != self.sequence + 1:
                kind = "links_missing" if sequence > self.sequence else "link_repeated"
                yield Break(kind, self.code, sequence)
            elif previous != self.hash:
                yield Break("link_out_of_order", self.code, sequence)
            if digest is None or owner != self.authority or link_hash(previous, digest) != told:
                yield Break(self.wrong_with(owner), self.code, sequence, entry)
            self.sequence, self.hash = sequence, told
            if sequence in self.anchored:
                yield from self.against_anchor()

    def wrong_with(self, owner: int | None) -> str:
        if owner is None:
            return "entry_deleted"
        return "entry_changed" if owner == self.authority else "entry_moved"

    def against_anchor(self) -> Iterator[Break]:
        self.met.add(self.sequence)
        if self.anchored[self.sequence] != {self.hash}:
            yield Break("anchor_differs", self.code, self.sequence)

    def at_its_end(self, head: tuple[int, bytes] | None) -> Iterator[Break]:
        if head is None and self.checked:
            yield Break("head_missing", self.code)
        if head is not None and head != (self.sequence, self.hash):
            yield Break("head_wrong", self.code, head[0])
        for sequence in sorted(self.anchored.keys() - self.met):
            yield Break("anchor_not_in_chain", self.code, sequence)
