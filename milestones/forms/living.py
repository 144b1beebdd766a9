"""Where the child lives, under what, and with which plan."""

from typing import Any

from django import forms

from accounts.form_fields import DayField, TimeField
from accounts.forms.base import ServiceForm
from cases.forms.questions import LIKE, lines, radios
from cases.models import Episode, LegalOrder, Placement, ReturnKind, RouteCode

RETURN_KINDS = [
    (ReturnKind.TRIAL, "On trial"),
    (ReturnKind.PERMANENT, "For good"),
    ("", "Not a return home, or not said"),
]


def address_field() -> forms.CharField:
    return lines(
        "Address (optional)",
        max_length=300,
        help_text="Read by the child’s social worker, team leader, legal services and the "
        "panel’s desk only.",
    )


def carers_field() -> forms.CharField:
    return forms.CharField(
        label="Who cares for the child? (optional)",
        help_text="The carers’ or adopters’ names. Read by the same people only.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MoveForm(ServiceForm):
    setting = radios(
        "Where does the child live now?",
        Placement.Setting.choices,
        missing="Choose where the child lives now",
    )
    began_on = DayField(
        label="When did they move there?", help_text=LIKE, what="The day they moved"
    )
    began_at = TimeField(
        label="Time (optional), like 15:20",
        help_text="Limits in hours count from it",
        what="The time of the move",
        required=False,
    )
    basis = radios("What kind of placement is it?", Placement.Basis.choices, initial="ordinary")
    return_kind = radios("If it is a return home: is it on trial or for good?", RETURN_KINDS)

    def __init__(self, *args: Any, asks_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_address:
            self.fields["address"] = address_field()
            self.fields["carers"] = carers_field()

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "basis": self.cleaned_data["basis"] or "ordinary"}


class AddressForm(ServiceForm):
    """Of the placement the child is in; empty is an answer."""

    address = address_field()
    carers = carers_field()


class OrderForm(ServiceForm):
    kind = radios(
        "Which order was made?", LegalOrder.Kind.choices, missing="Choose which order was made"
    )
    made_on = DayField(
        label="When was it made or continued?", help_text=LIKE, what="The day the order was made"
    )
    expires_on = DayField(
        label="When does it expire? (optional)",
        help_text=LIKE,
        what="The day the order expires",
        required=False,
    )


class EndOrderForm(ServiceForm):
    ended_on = DayField(label="When did it end?", help_text=LIKE, what="The day the order ended")


class RouteForm(ServiceForm):
    route = radios(
        "Where is the child planned to grow up?",
        RouteCode.choices,
        missing="Choose the route to permanence",
    )
    from_on = DayField(label="From which day?", help_text=LIKE, what="The day of the plan")
    reason = lines("Why this route, and why now? (optional)")


class ComingIntoCareForm(ServiceForm):
    began_on = DayField(
        label="When did the child become looked after?",
        help_text=LIKE,
        what="The day the child became looked after",
    )


class LeavingCareForm(ServiceForm):
    ended_on = DayField(
        label="When did the child leave care?", help_text=LIKE, what="The day the child left care"
    )
    destination = radios(
        "Where did the child go?",
        Episode.Destination.choices,
        missing="Choose where the child went",
    )
    return_kind = radios("If home: is it on trial or for good?", RETURN_KINDS)
