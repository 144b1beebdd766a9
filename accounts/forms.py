from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.form_fields import HintedRadios
from accounts.models import Membership, Person
from accounts.today import today
from drawing.words import sentence_day

# One sentence for every refusal: which e-mails are known here is nobody's business.
NOT_RIGHT = "The e-mail or the password is not right. Check both and try again."
NO_ROLE = "You have no role here today. Ask your system administrator for one."


class SignInForm(forms.Form):
    email = forms.EmailField(
        label="Work e-mail",
        max_length=254,
        error_messages={"required": "Enter your work e-mail"},
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=1000,
        error_messages={"required": "Enter your password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: Person | None = None
        self.helper = FormHelper()
        self.helper.add_input(Submit("sign_in", "Sign in"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        person = authenticate(self.request, username=cleaned["email"], password=cleaned["password"])
        if not isinstance(person, Person):
            raise ValidationError({"email": NOT_RIGHT})
        if not person.memberships.live(on=today()).exists():
            raise ValidationError({"email": NO_ROLE})
        self.person = person
        return cleaned


class FirstPasswordForm(forms.Form):
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        max_length=1000,
        error_messages={"required": "Choose a password"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label="The same password again",
        strip=False,
        max_length=1000,
        error_messages={"required": "Type the same password again"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self.helper = FormHelper()
        self.helper.add_input(Submit("set", "Set the password"))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            raise ValidationError(
                {"password_again": "The two passwords are different. Type the same one twice."}
            )
        return cleaned


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
