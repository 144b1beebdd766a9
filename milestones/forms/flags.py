"""Answering a clock: why it is late and when it will be done, or silence with an end."""

from collections.abc import Sequence
from typing import Any

from accounts.forms.base import ServiceForm
from cases.forms.questions import day, lines, radios
from drawing.words import sentence_day
from milestones.delays import HELD
from milestones.models import DelayCause
from milestones.silences import Silence


class DelayForm(ServiceForm):
    cause = radios("What is the cause?", [], missing="Choose the cause")
    promised_on = day(
        "By which day will it be done?",
        what="The day promised",
        required=False,
        help_text=f"The list shows it beside the limit. Leave it empty only for “{HELD}”.",
    )
    note = lines("Anything else to know? (optional)", help_text="Do not name other children.")

    def __init__(self, *args: Any, causes: Sequence[DelayCause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.causes = {str(cause.pk): cause for cause in causes}
        self.fields["cause"].choices = [(pk, cause.name) for pk, cause in self.causes.items()]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "cause": self.causes[self.cleaned_data["cause"]]}


class SnoozeForm(ServiceForm):
    until = day("On which day should it speak up again?", what="The day it speaks up again")
    reason = lines("Why?", required=True, help_text="Whoever reads the record sees it.")
    reason.error_messages["required"] = "Say why no notices are wanted until then"

    def __init__(self, *args: Any, left: Silence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = f"{sentence_day(left.latest)} at the latest."
        self.fields["until"].help_text = f"{latest} It stays on every list meanwhile."
