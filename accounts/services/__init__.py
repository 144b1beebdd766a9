"""Writes of the accounts layer, and the audit that every write anywhere makes."""

from accounts.services.audit import (
    AuditUnwritten,
    audit_entry,
    write_audit_entries,
    write_audit_entry,
    write_view_entry,
)
from accounts.services.invitations import (
    accept_invitation,
    answer_asking,
    invite_colleague,
    invite_person,
    open_invitation,
)
from accounts.services.memberships import (
    confirm_membership,
    end_membership,
    end_unconfirmed,
    record_agreement,
    switch_role,
    unconfirmed,
)
from accounts.services.tokens import collect_token, issue_token, revoke_token

__all__ = [
    "AuditUnwritten",
    "accept_invitation",
    "answer_asking",
    "audit_entry",
    "collect_token",
    "confirm_membership",
    "end_membership",
    "end_unconfirmed",
    "invite_colleague",
    "invite_person",
    "issue_token",
    "open_invitation",
    "record_agreement",
    "revoke_token",
    "switch_role",
    "unconfirmed",
    "write_audit_entries",
    "write_audit_entry",
    "write_view_entry",
]
