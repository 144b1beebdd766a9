"""Which shipped rules an authority runs."""

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor
from accounts.door import entered
from accounts.services import write_audit_entry
from milestones.clocks import rebuild_clocks
from milestones.models import Timescale, TimescaleSwitch


def switch_timescale(*, by: Actor, ref: str, is_on: bool) -> TimescaleSwitch:
    """Run a shipped rule for the actor's authority, or stop it; its clocks follow at once.

    Raises PermissionDenied, ValidationError for a rule that is not shipped.
    """
    if not by.may("timescale.change"):
        raise PermissionDenied
    if not Timescale.objects.filter(authority__isnull=True, ref=ref).exists():
        raise ValidationError(f"There is no shipped rule {ref}: see the list of rules.")
    with entered(by):
        switch, _ = TimescaleSwitch.objects.update_or_create(
            authority=by.authority, ref=ref, defaults={"is_on": is_on}
        )
        write_audit_entry(
            by=by, act="timescale.change", subject_kind="timescale", detail={ref: is_on}
        )
    for _children, _written in rebuild_clocks(authority=by.authority):
        pass
    return switch
