from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from accounts.form_fields import DayField
from aims.models import Aim
from reports.aims import day_to_open


class AsAtForm(forms.Form):
    """An aim as at another day, or in one locality: from the address, so it can be shared."""

    day = DayField(what="The day", label="As at which day?", required=False)
    locality = forms.ChoiceField(label="In which locality?", required=False)

    def __init__(
        self, data: QueryDict, *, aim: Aim, today: date, localities: Collection[str]
    ) -> None:
        # The page’s own number and status say nothing about the day.
        super().__init__(data if data.keys() & {"day_0", "day_1", "day_2", "locality"} else None)
        self.aim, self.today = aim, today
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
        return asked or None

    @property
    def as_query(self) -> str:
        """The same question for a link: the day in its three parts, and the locality."""
        parts = {"day_0": self.on.day, "day_1": self.on.month, "day_2": self.on.year}
        return urlencode({**parts, "locality": self.chosen_locality or ""})
