from django import forms

from accounts.forms.base import ServiceForm
from cases.forms.questions import day


class NoteForm(ServiceForm):
    about_on = day("Which day is it of?", what="The day it is of")
    text = forms.CharField(
        label="The note",
        help_text="Do not name other children.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Write what is to be noted"},
    )
