from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from accounts.form_fields import HintedRadios
from accounts.models import Membership
from drawing.words import sentence_day


def words_of_time(membership: Membership) -> str:
    """“since 6 January 2025”, or “10 March to 28 March 2026” for a role that ends."""
    begins, ends = membership.begins_on, membership.ends_on
    if ends is None:
        return f"since {sentence_day(begins)}"
    return f"from {sentence_day(begins)} until {sentence_day(ends)}"


class ActingAsForm(forms.Form):
    """Which of one's live roles to work under."""

    membership = forms.TypedChoiceField(
        label="Role",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the role to act under",
            "invalid_choice": "Choose one of your live roles",
        },
    )

    def __init__(self, *args: Any, memberships: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {each.pk: each for each in memberships}
        field = self.fields["membership"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, str(each)) for pk, each in self.memberships.items()]
        hints = {str(pk): words_of_time(each) for pk, each in self.memberships.items()}
        field.widget = HintedRadios(hints=hints)
        field.widget.choices = field.choices
        self.helper = FormHelper()
        self.helper.add_input(Submit("act", "Act under this role"))

    @property
    def chosen(self) -> Membership:
        return self.memberships[self.cleaned_data["membership"]]
