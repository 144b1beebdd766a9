from accounts.models.agreement import SharingAgreement
from accounts.models.audit import AuditEntry, AuditHead, AuditLink
from accounts.models.authority import Agency, Authority, Locality, Team
from accounts.models.job import Job, JobFile, JobState, Pulse
from accounts.models.membership import Membership
from accounts.models.person import Invitation, Person
from accounts.models.token import SystemToken

__all__ = [
    "Agency",
    "AuditEntry",
    "AuditHead",
    "AuditLink",
    "Authority",
    "Invitation",
    "Job",
    "JobFile",
    "JobState",
    "Locality",
    "Membership",
    "Person",
    "Pulse",
    "SharingAgreement",
    "SystemToken",
    "Team",
]
