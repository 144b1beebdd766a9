"""The notes of a child that whoever asks may read."""

from django.db.models import Q

from accounts.policy import READS_OWN_AGENCY_ONLY
from cases.models import Child, Note
from cases.models.fact import FactQuerySet


def readable_notes(child: Child) -> FactQuerySet:
    """By the standing the gate gave the child: its field groups; a partner's own agency only."""
    standing = child.standing
    actor = standing.actor
    own_only = READS_OWN_AGENCY_ONLY.get(actor.role, frozenset())
    agency = actor.membership.agency_id if actor.membership else None
    groups = [group for group in Note.Group.values if standing.reads(group)]
    freely = Q(group__in=[group for group in groups if group not in own_only])
    of_own_agency = Q(
        group__in=[group for group in groups if group in own_only],
        agency__isnull=False,
        agency=agency,
    )
    return (
        Note.objects.filter(freely | of_own_agency, child=child)
        .select_related("recorded_by", "voided_by", "agency")
        .order_by("about_on", "pk")
    )
