"""Questions that many pages ask in the same way."""

from typing import Any

from django import forms

from accounts.form_fields import DayField

LIKE = "For example, 17 3 2026"
CHOOSE = "Choose one of those listed"


def radios(label: str, choices: Any, *, missing: str = "", **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        required=bool(missing),
        error_messages={"required": missing, "invalid_choice": CHOOSE},
        **kwargs,
    )


def chosen_from(label: str, *, missing: str, **kwargs: Any) -> forms.ChoiceField:
    """One of many, in a list that opens: people, teams. The page gives the choices."""
    return forms.ChoiceField(
        label=label,
        widget=forms.Select,
        error_messages={"required": missing, "invalid_choice": CHOOSE},
        **kwargs,
    )


def ticks(label: str, choices: Any, *, missing: str, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": missing, "invalid_choice": CHOOSE},
        **kwargs,
    )


def lines(
    label: str, *, required: bool = False, max_length: int = 500, **kwargs: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        **kwargs,
    )


def day(label: str, *, what: str, required: bool = True, **kwargs: Any) -> DayField:
    return DayField(label=label, what=what, required=required, **{"help_text": LIKE, **kwargs})
