from milestones.models.clock import Clock
from milestones.models.kind import HELD, NOT_HELD, MilestoneKind, Outcome
from milestones.models.milestone import Extension, Milestone
from milestones.models.timescale import Holiday, Timescale, TimescaleSwitch

__all__ = [
    "HELD",
    "NOT_HELD",
    "Clock",
    "Extension",
    "Holiday",
    "Milestone",
    "MilestoneKind",
    "Outcome",
    "Timescale",
    "TimescaleSwitch",
]
