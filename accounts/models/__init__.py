from accounts.models.audit import AuditEntry
from accounts.models.authority import Agency, Authority, Locality, Team
from accounts.models.membership import Membership
from accounts.models.person import Invitation, Person

__all__ = [
    "Agency",
    "AuditEntry",
    "Authority",
    "Invitation",
    "Locality",
    "Membership",
    "Person",
    "Team",
]
