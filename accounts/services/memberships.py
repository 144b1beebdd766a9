"""Writes to the roles people hold."""

from accounts.actors import Actor
from accounts.models import Membership
from accounts.services.audit import write_audit_entry


def switch_role(*, to: Membership, by: Actor) -> None:
    """Note that a person goes on under another of their live roles."""
    write_audit_entry(
        by=by,
        act="account.use",
        subject_kind="membership",
        detail={"from": by.role, "to": to.role, "authority": to.authority.code},
    )
