"""Writes of the accounts layer, and the audit that every write anywhere makes."""

from accounts.services.audit import (
    AuditUnwritten,
    audit_entry,
    write_audit_entries,
    write_audit_entry,
    write_view_entry,
)
from accounts.services.invitations import accept_invitation, invite_person, open_invitation
from accounts.services.memberships import switch_role

__all__ = [
    "AuditUnwritten",
    "accept_invitation",
    "audit_entry",
    "invite_person",
    "open_invitation",
    "switch_role",
    "write_audit_entries",
    "write_audit_entry",
    "write_view_entry",
]
