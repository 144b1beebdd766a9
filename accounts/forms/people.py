"""Questions about people: who is let in, as what, until when; why a role ends."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.actors import Actor
from accounts.form_fields import DayField
from accounts.forms.base import CHOOSE, ServiceForm
from accounts.memberships import UNDER_AN_AGREEMENT, agreements_of, held_in, teams_of
from accounts.models import Membership, SharingAgreement, Team
from accounts.roles import Role


class InviteForm(ServiceForm):
    email = forms.EmailField(
        label="Work e-mail",
        max_length=254,
        error_messages={"required": "Enter their work e-mail"},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    full_name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={"required": "Enter their name"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *Role.choices],
        error_messages={**CHOOSE, "required": "Choose a role"},
    )
    team = forms.TypedChoiceField(
        label="Team",
        required=False,
        empty_value=None,
        help_text="For social workers and team leaders: whose children the team holds.",
        error_messages=CHOOSE,
    )
    ends_on = DayField(what="The day the role ends", label="The role ends on", required=False)
    agreement = forms.TypedChoiceField(
        label="Data-sharing agreement",
        required=False,
        empty_value=None,
        help_text="Partners, the Reporter’s office and CELCIS hold a role under one.",
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self._offer("team", {str(team.pk): team for team in teams_of(actor)}, "No team")
        agreements = {str(each.pk): each for each in agreements_of(actor)}
        self._offer("agreement", agreements, "No agreement")

    def _offer(self, name: str, rows: dict[str, Any], none: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", none), *((pk, str(row)) for pk, row in rows.items())]
        field.coerce = rows.__getitem__

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ends_on = cleaned.get("ends_on")
        if ends_on is not None and ends_on <= self.actor.on:
            self.add_error("ends_on", "The day the role ends must be ahead")
        agreement: SharingAgreement | None = cleaned.get("agreement")
        team: Team | None = cleaned.get("team")
        if cleaned.get("role") in UNDER_AN_AGREEMENT and agreement is None:
            self.add_error("agreement", "Choose the agreement under which they are let in")
        if cleaned.get("role") in UNDER_AN_AGREEMENT and team is not None:
            self.add_error("team", "People of other agencies belong to no team: choose none")
        return cleaned


class AgreementForm(ServiceForm):
    number = forms.CharField(
        label="Number", max_length=40, error_messages={"required": "Enter the agreement’s number"}
    )
    purpose = forms.CharField(
        label="What it is for",
        max_length=300,
        error_messages={"required": "Enter what the agreement is for"},
    )
    signatories = forms.CharField(
        label="Who signed it",
        max_length=300,
        error_messages={"required": "Enter who signed it"},
    )
    begins_on = DayField(what="The day it begins", label="It begins on")
    ends_on = DayField(what="The day it ends", label="It ends on")


class EndMembershipForm(ServiceForm):
    reason = forms.CharField(
        label="Why the role ends",
        max_length=200,
        help_text="“Left the council”, “moved to another team”. Name no child.",
        error_messages={"required": "Enter why the role ends"},
    )


class TokenForm(ServiceForm):
    name = forms.CharField(
        label="Which system",
        max_length=80,
        error_messages={"required": "Enter the name of the system"},
    )
    membership = forms.TypedChoiceField(
        label="It acts under the role of",
        help_text="That person collects the token and answers for it; it reads what they may read.",
        error_messages={**CHOOSE, "required": "Choose whose role it acts under"},
    )
    ends_on = DayField(what="The last day", label="It works until")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = actor.person.pk if actor.person else None
        held = {str(each.pk): each for each in held_in(actor) if each.person_id != own}
        field = self.fields["membership"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Choose a person and role")]
        field.choices += [(pk, _named(each)) for pk, each in held.items()]
        field.coerce = held.__getitem__


def _named(membership: Membership) -> str:
    return f"{membership.person.full_name}, {membership}"


def refused(error: ValidationError) -> str:
    """A service's refusal as one sentence, for a page without a form."""
    return " ".join(error.messages)
