"""Local holidays, causes of delay, and the days of the ladder."""

from typing import Any

from django import forms

from accounts.forms.base import ServiceForm
from accounts.roles import Role
from cases.forms.questions import day, lines
from milestones.delay_lists import DelayLists

ASKED = (
    (Role.SOCIAL_WORKER, "The social worker is told after"),
    (Role.TEAM_LEADER, "The team leader is told after"),
    (Role.MANAGER, "The manager is told after"),
)
LONGEST_DAYS = 365


class HolidayForm(ServiceForm):
    day = day("Which day?", what="The day of the holiday", help_text="Like 28 9 2026")
    name = forms.CharField(
        label="What is it called?",
        help_text="Like Ayr autumn holiday",
        max_length=100,
        error_messages={"required": "Say what the day is called"},
    )


class RemoveHolidayForm(ServiceForm):
    reason = lines(
        "Why? (needed for a day that has passed)", help_text="Due days may move back to earlier"
    )


class CauseForm(ServiceForm):
    name = forms.CharField(
        label="The cause in a few words",
        max_length=80,
        error_messages={"required": "Name the cause in a few words"},
    )


class LadderForm(ServiceForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, lists: DelayLists, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = lists.seen
        for role, label in ASKED:
            self.fields[role.value] = forms.IntegerField(
                label=label,
                help_text="Days overdue; 0 means at once",
                initial=lists.days.get(role),
                min_value=0,
                max_value=LONGEST_DAYS,
                widget=forms.TextInput(
                    {"class": "input input--5", "inputmode": "numeric", "maxlength": 3}
                ),
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"),
                    f"{label} how many days? A whole number from 0, at once, to {LONGEST_DAYS}",
                ),
            )

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        days = {role.value: cleaned[role.value] for role, _ in ASKED}
        return {"days": days, "seen": cleaned["seen"]}
