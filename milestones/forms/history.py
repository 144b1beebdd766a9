from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

WRONG = "The day must be a real date between 1900 and 2100"


class DayAskedForm(forms.Form):
    """Of which day the record is asked; a day ahead is as good as today."""

    on = forms.DateField(
        label="What the record said at the end of",
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": WRONG},
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.day = today

    def clean_on(self) -> date:
        asked: date = self.cleaned_data["on"] or self.today
        if not 1900 <= asked.year <= 2100:
            raise ValidationError(WRONG)
        self.day = min(asked, self.today)
        return self.day
