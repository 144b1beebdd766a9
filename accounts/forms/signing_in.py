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

from accounts.models import Person
from accounts.today import today

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
