from django import forms

from accounts.form_fields import HintedRadios
from accounts.forms.base import CHOOSE, ServiceForm
from milestones.models import NoticeChoice

HINTS: dict[str, str] = {
    NoticeChoice.Rhythm.DAILY: "From half past seven, and only on days with something new.",
    NoticeChoice.Rhythm.WEEKLY: "What is new since the Monday before, in one e-mail.",
    NoticeChoice.Rhythm.PAGE_ONLY: "Look at this page yourself: what cannot wait is not mailed "
    "to you either.",
}


class RhythmForm(ServiceForm):
    rhythm = forms.ChoiceField(
        label="How often do you want an e-mail?",
        choices=NoticeChoice.Rhythm.choices,
        widget=HintedRadios(hints=HINTS),
        error_messages=CHOOSE,
    )
