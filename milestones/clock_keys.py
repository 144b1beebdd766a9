"""The address of a clock: its own row comes and goes with the facts, its natural key stays."""

from datetime import date
from uuid import UUID, uuid5

from cases.models import Child
from milestones.models import Timescale


def clock_id(child: Child, timescale: Timescale, started_on: date) -> UUID:
    """The same for the same child, version of the rule and start, and not to be guessed.

    An authority's own rule may have the ref of another authority's, never for the same child.
    """
    return uuid5(child.public_id, f"{timescale.ref}/{timescale.version}/{started_on.isoformat()}")
