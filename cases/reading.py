"""Of whom a part of the record is read: cases.standing.Standing.reads, asked of many at once."""

from django.db.models import Q

from accounts.actors import Actor
from accounts.policy import NAMED_IN_A_SHARE, READS
from cases.standing import granted_to


def of_whom_is_read(actor: Actor, group: str, *, child: str = "child") -> Q:
    """Which rows, by the column that names their child, are of children whose `group` is read.

    A role reads a group of every child it may know of, or of none; a partner of those whose
    share names it.
    """
    if actor.is_system:
        return Q()
    if group not in READS.get(actor.role, frozenset()):
        return Q(pk__in=[])
    if actor.role not in NAMED_IN_A_SHARE or group == "identity":
        return Q()
    shares = granted_to(actor).filter(field_groups__contains=[group])
    return Q(**{f"{child}__in": shares.values("child")})


def reads_everywhere(actor: Actor, group: str) -> bool:
    """Whether a question about this group tells nothing that the rows would not."""
    is_shared = actor.role in NAMED_IN_A_SHARE and group != "identity"
    return actor.is_system or (group in READS.get(actor.role, frozenset()) and not is_shared)
