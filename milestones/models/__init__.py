from milestones.models.accepted import AcceptedQuestion
from milestones.models.clock import Clock
from milestones.models.flag import Delay, DelayCause, Flag, LadderRung, Snooze
from milestones.models.kind import HELD, NOT_HELD, MilestoneKind, Outcome
from milestones.models.milestone import Extension, Milestone
from milestones.models.notice import Mailing, Notice, NoticeChoice
from milestones.models.question import Question
from milestones.models.timescale import Holiday, Timescale, TimescaleSwitch

__all__ = [
    "HELD",
    "NOT_HELD",
    "AcceptedQuestion",
    "Clock",
    "Delay",
    "DelayCause",
    "Extension",
    "Flag",
    "Holiday",
    "LadderRung",
    "Mailing",
    "Milestone",
    "MilestoneKind",
    "Notice",
    "NoticeChoice",
    "Outcome",
    "Question",
    "Snooze",
    "Timescale",
    "TimescaleSwitch",
]
