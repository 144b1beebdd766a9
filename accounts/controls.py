"""A form's controls as the page shows them: their look, and where an error's link leads."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from accounts.form_fields import PARTS, DayInput, TimeInput


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the error summary; without a target it stands alone."""

    message: str
    target: str = ""


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """Every error in the order of the fields, each with the id of a control that exists."""
    told = []
    shown = list(form.visible_fields())
    first = first_control(shown[0]) if shown else ""
    told += [Problem(str(message), first) for message in form.non_field_errors()]
    for field in shown:
        told += [
            Problem(str(message), _target(field, error.code))
            for error in field.errors.as_data()
            for message in error.messages
        ]
    for field in form.hidden_fields():
        told += [Problem(str(message)) for message in field.errors]
    return told


def first_control(field: BoundField, part: int = 0) -> str:
    """The id of the field's first control: a group of choices has none of its own."""
    if not field.auto_id:
        return ""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
        return f"{field.auto_id}_{part}"
    return str(field.id_for_label or field.auto_id)


def _target(field: BoundField, code: str | None) -> str:
    is_day = isinstance(field.field.widget, DayInput)
    return first_control(field, PARTS.index(code) if is_day and code in PARTS else 0)


def control(field: BoundField) -> SafeString:
    """The field's control with its classes; choices and days carry theirs in their templates."""
    widget = field.field.widget
    attrs: dict[str, str | bool] = {}
    if not isinstance(
        widget, forms.RadioSelect | forms.CheckboxSelectMultiple | DayInput | forms.CheckboxInput
    ):
        bad = " input--bad" if field.errors else ""
        attrs["class"] = f"{_class_of(widget)}{bad}"
    return field.as_widget(attrs=attrs)


def _class_of(widget: forms.Widget) -> str:
    """Its own, where the form asks for another width."""
    if own := widget.attrs.get("class"):
        return str(own)
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, TimeInput | forms.NumberInput):
        return "input input--5"
    return "input input--wide"
