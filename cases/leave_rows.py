"""Single rows about who may know of a child that came through the gate."""

from uuid import UUID

from django.http import Http404

from cases.models import Child, Grant, Involvement


def get_involvement(child: Child, public_id: UUID) -> Involvement:
    """Http404 for any other child's, and for one struck through."""
    rows = Involvement.objects.standing().filter(child=child, public_id=public_id)
    found: Involvement | None = rows.select_related("person", "team").first()
    if found is None:
        raise Http404("No such allocation")
    found.child = child
    return found


def get_grant(child: Child, public_id: UUID) -> Grant:
    rows = Grant.objects.filter(child=child, public_id=public_id)
    found = rows.select_related("membership__person").first()
    if found is None:
        raise Http404("No such leave")
    found.child = child
    return found
