"""Giving one clock a later day, on somebody's decision."""

from typing import Any

from django import forms

from cases.forms.questions import day, lines
from milestones.extending import Room
from milestones.forms.looking import LookFirstForm


class ExtensionForm(LookFirstForm):
    due_on = day("Until which day is it extended?", what="The new day")
    granted_on = day("When was that decided?", what="The day it was granted")
    granted_by = forms.CharField(
        label="Who granted it?",
        help_text="Name and office, for example: Jean Lockhart, Head of Service",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say who granted it"},
    )
    reason = lines(
        "Why?",
        required=True,
        help_text="Whoever reads the record sees it. Do not name other children.",
        error_messages={"required": "Say why it was extended"},
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if room.is_there:
            self.fields["due_on"].help_text = room.told
