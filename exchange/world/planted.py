"""The texts planted with one child: each its own word, none found anywhere else."""

import uuid
from dataclasses import dataclass

from exchange.world.cast import Council
from exchange.world.plan import PLACES, REASONS, SEALED, Story
from exchange.world.seeded import Seeded

AFTER_THE_WORD = " is the word planted here."


@dataclass(frozen=True, slots=True)
class Planted:
    """What the rows of one child say, drawn from the seed by the name of the place."""

    seeded: Seeded
    council: Council
    story: Story

    def word(self, where: str) -> str:
        """The canary of this place. KeyError for a place that is not listed in the plan."""
        if where not in PLACES and where not in REASONS:
            raise KeyError(where)
        return self.seeded.canary(self.council.code, self.story.key, where)

    def text(self, where: str) -> str:
        """A sentence with the canary in it."""
        return f"{self.word(where)}{AFTER_THE_WORD}"

    def public_id(self, *of: str) -> uuid.UUID:
        return self.seeded.public_id(self.council.code, self.story.key, *of)

    def fact_id(self, name: str) -> uuid.UUID:
        return self.public_id("fact", name)

    @property
    def child_ref(self) -> str:
        return self.word("child.child_ref").upper()

    @property
    def family_ref(self) -> str:
        """Siblings share the reference of the one whose family it is."""
        of = self.story.family_of or self.story.key
        return self.seeded.canary(self.council.code, of, "family.ref")

    @property
    def told_id(self) -> uuid.UUID:
        """The id in force: sealing gives the record a new one."""
        return self.public_id("sealed") if self.story.state == SEALED else self.public_id("child")

    def canaries(self) -> dict[str, str]:
        """Each word that only those may read who may know the child, and its place."""
        return {
            self._as_written(where): where
            for where in PLACES
            if not (where == "family.ref" and self.story.family_of)
        }

    def reasons(self) -> dict[str, str]:
        return {self.word(where): where for where in REASONS}

    def _as_written(self, where: str) -> str:
        if where == "child.child_ref":
            return self.child_ref
        # Addresses of people are written small.
        return self.word(where).lower() if where == "involvement.email" else self.word(where)
