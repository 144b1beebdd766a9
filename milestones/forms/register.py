"""A child coming into care: who they are, since when, and where they live."""

from typing import Any

from django import forms

from accounts.form_fields import DayField, TimeField
from accounts.forms.base import ServiceForm
from accounts.models import Locality
from cases.forms.questions import LIKE, radios
from cases.models import Child, Placement


class RegisterChildForm(ServiceForm):
    child_ref = forms.CharField(
        label="Reference",
        help_text="As in your case system, like SA-0412",
        max_length=40,
        error_messages={"required": "Give the child’s reference"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_name = forms.CharField(
        label="First name (optional)",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    family_name = forms.CharField(
        label="Last name (optional)",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = DayField(label="Date of birth", help_text=LIKE, what="The date of birth")
    sex = radios("Girl or boy?", [(code, name.capitalize()) for code, name in Child.Sex.choices])
    locality = forms.ChoiceField(
        label="Locality (optional)",
        required=False,
        error_messages={"invalid_choice": "Choose one of your authority’s localities"},
    )
    became_looked_after_on = DayField(
        label="When did the child become looked after?",
        help_text=LIKE,
        what="The day the child became looked after",
    )
    setting = radios(
        "Where does the child live now?",
        Placement.Setting.choices,
        missing="Choose where the child lives now",
    )
    moved_at = TimeField(
        label="Time of the move (optional), like 15:20",
        help_text="Limits in hours count from it",
        what="The time of the move",
        required=False,
    )

    def __init__(self, *args: Any, localities: list[Locality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.localities = {str(each.pk): each for each in localities}
        field = self.fields["locality"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Not known"), *((pk, str(p)) for pk, p in self.localities.items())]

    def values(self) -> dict[str, Any]:
        locality = self.localities.get(self.cleaned_data["locality"])
        return {**self.cleaned_data, "locality": locality}
