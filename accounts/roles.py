"""The fourteen roles of the multi-agency team round a child."""

from django.db import models


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_LEADER = "team_leader", "Team leader"
    REVIEWING_CHAIR = "reviewing_chair", "Independent reviewing chair"
    PANEL_ADMINISTRATOR = "panel_administrator", "Panel administrator"
    PANEL_MEMBER = "panel_member", "Panel member"
    LEGAL = "legal", "Legal services"
    DECISION_MAKER = "decision_maker", "Agency Decision Maker"
    MANAGER = "manager", "Service manager"
    ANALYST = "analyst", "Data analyst"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance"
    PARTNER = "partner", "Health or education partner"
    REPORTER = "reporter", "Reporter’s office"
    CELCIS = "celcis", "CELCIS"
