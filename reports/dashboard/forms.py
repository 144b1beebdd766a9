from django import forms

from accounts.forms.base import ServiceForm


class OverdueExportForm(ServiceForm):
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
