"""Which facts a rule speaks of: those that start or stop a clock, and where it lives."""

from dataclasses import dataclass, field
from functools import lru_cache

LOOKED_AFTER = "looked_after"
ACCOMMODATED = "accommodated"
SITUATION_BEGAN = "situation_began"
PLACEMENT_BEGAN = "placement_began"
ORDER_MADE = "order_made"
ORDER_ENDED = "order_ended"
SPELL_FACTS = frozenset({LOOKED_AFTER, ACCOMMODATED, SITUATION_BEGAN})
FACTS = (LOOKED_AFTER, ACCOMMODATED, SITUATION_BEGAN, PLACEMENT_BEGAN, ORDER_MADE, ORDER_ENDED)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Selector:
    """Which facts start or stop a clock. An empty set means any."""

    fact: str = ""
    milestones: frozenset[str] = NONE
    outcomes: frozenset[str] = NONE
    routes: frozenset[str] = NONE
    settings: frozenset[str] = NONE
    orders: frozenset[str] = NONE
    planned: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Looked up for every rule of every child: worth remembering.
        of = (self.fact, self.milestones, self.outcomes, self.routes, self.settings, self.orders)
        object.__setattr__(self, "_hash", hash((of, self.planned)))

    def __hash__(self) -> int:
        return self._hash

    def covers(self, other: "Selector") -> bool:
        """Whether whatever the other selects is selected here too."""
        return (
            self.fact == other.fact
            and self.planned == other.planned
            and _covers(self.milestones, other.milestones)
            and _covers(self.outcomes, other.outcomes)
            and _covers(self.routes, other.routes)
            and _covers(self.settings, other.settings)
            and _covers(self.orders, other.orders)
        )


@dataclass(frozen=True, slots=True)
class Situation:
    """Settings × orders that a clock lives in. An empty set sets no condition."""

    settings: frozenset[str] = NONE
    orders: frozenset[str] = NONE
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.settings, self.orders)))

    def __hash__(self) -> int:
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.settings or self.orders)


@lru_cache(maxsize=4096)
def same(selector: Selector) -> Selector:
    """One object for equal selectors, so that looking one up compares nothing."""
    return selector


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return not wide or (bool(narrow) and narrow <= wide)
