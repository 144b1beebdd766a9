from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from accounts.form_fields import DayField
from accounts.forms.base import ServiceForm
from aims.models import Aim
from cases.forms.questions import lines
from reports.aim_tables import STATUS_NAMES
from reports.aims import day_to_open


class AsAtForm(forms.Form):
    """An aim as at another day, or in one locality: from the address, so it can be shared.

    Who sees the figures of their own locality only is not asked which.
    """

    day = DayField(what="The day", label="As at which day?", required=False)
    locality = forms.ChoiceField(label="In which locality?", required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        aim: Aim,
        today: date,
        localities: Collection[str],
        within: str | None = None,
    ) -> None:
        # The page’s own number and status say nothing about the day.
        super().__init__(data if data.keys() & {"day_0", "day_1", "day_2", "locality"} else None)
        self.aim, self.today, self.within = aim, today, within
        if within is not None:
            del self.fields["locality"]
        else:
            self.fields["locality"].choices = [  # type: ignore[attr-defined]
                ("", "All localities"),
                *((name, name) for name in localities),
            ]
        if not self.is_bound:
            self.initial["day"] = day_to_open(aim, today=today)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > self.today:
            raise forms.ValidationError("The day must be today or earlier")
        return day

    @property
    def on(self) -> date:
        asked = self.cleaned_data.get("day") if self.is_bound and self.is_valid() else None
        return asked or day_to_open(self.aim, today=self.today)

    @property
    def chosen_locality(self) -> str | None:
        asked = self.cleaned_data.get("locality") if self.is_bound and self.is_valid() else None
        return self.within or asked or None

    @property
    def as_query(self) -> str:
        """The same question for a link: the day in its three parts, and the locality."""
        parts = {"day_0": self.on.day, "day_1": self.on.month, "day_2": self.on.year}
        return urlencode({**parts, "locality": self.chosen_locality or ""})


class AcceptForm(ServiceForm):
    """Why something that looks odd is right as recorded."""

    reason = lines(
        "Why is it right as recorded?",
        required=True,
        help_text="Whoever reads the list sees it, with your name. Do not name other children.",
    )
    reason.error_messages["required"] = "Say why it is right as recorded"


class TakeAwayForm(ServiceForm):
    """Why rows about children leave the system, and as what."""

    reason = forms.CharField(
        label="Why do you need this file?",
        help_text="Stands in the file and in the log, with your name. Do not name a child here.",
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Say why you need this file",
            "min_length": "Say why in at least 10 letters: who asked for it, and what for",
        },
    )
    ending = forms.ChoiceField(
        label="As what?",
        choices=[("xlsx", "A workbook (XLSX)"), ("csv", "Rows only (CSV)")],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what kind of file",
            "invalid_choice": "Choose one of the two kinds of file",
        },
    )


class ExportForm(TakeAwayForm):
    """The children of an aim: which ones, too."""

    status = forms.ChoiceField(
        label="Which children?",
        choices=[("", "All counted in the aim"), *STATUS_NAMES.items()],
        required=False,
        error_messages={"invalid_choice": "Choose one of those listed"},
    )
    field_order = ["reason", "status", "ending"]
