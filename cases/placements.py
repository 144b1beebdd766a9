from cases.models import Child, Placement


def open_placement(child: Child) -> Placement | None:
    """Where the child lives now, whole: for writing."""
    rows = Placement.objects.standing().filter(child=child, ended_on__isnull=True)
    found: Placement | None = rows.first()
    if found is not None:
        found.child = child
    return found
