from collections.abc import Callable
from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

T = TypeVar("T")

CHOOSE = {"required": "Choose one", "invalid_choice": "Choose one of those listed"}


class ServiceForm(forms.Form):
    """A form whose answers go to a service; what the service refuses is shown at its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def values(self) -> dict[str, Any]:
        """The answers, named as the service names them."""
        return dict(self.cleaned_data)

    def attempt(self, service: Callable[..., T], **given: Any) -> T | None:
        """What the service made; None when the form is not sound or the service refused."""
        if not self.is_valid():
            return None
        try:
            return service(**given, **self.values())
        except ValidationError as refused:
            self._show(refused)
            return None

    def _show(self, refused: ValidationError) -> None:
        by_field = (
            refused.error_dict
            if hasattr(refused, "error_dict")
            else {NON_FIELD_ERRORS: refused.error_list}
        )
        for field, errors in by_field.items():
            at = field if field in self.fields else None
            for error in errors:
                for message in error.messages:
                    self.add_error(at, message)


def choices_with_none(choices: list[tuple[str, str]], none: str) -> list[tuple[str, str]]:
    return [*choices, ("", none)]
