"""Whose records a request has shown: gathered while it runs, written to the audit at its end."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


class Known(Protocol):
    public_id: UUID


@dataclass(slots=True)
class Sightings:
    """The public ids shown, each once, in order; and why, for a single record."""

    ids: dict[UUID, None] = field(default_factory=dict)
    one: UUID | None = None
    why: str = ""
    was_asked: bool = False

    def children(self, shown: Iterable[Known]) -> None:
        """A list, an export or a drawing shows these children; an empty one is told too."""
        self.was_asked = True
        self.ids.update((child.public_id, None) for child in shown)

    def child(self, shown: Known, *, why: str) -> None:
        """A page about one child, and the relationship that opens it."""
        self.was_asked = True
        self.one, self.why = shown.public_id, why
        self.ids[shown.public_id] = None
