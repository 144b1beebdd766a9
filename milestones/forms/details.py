"""The child's own details, and the locality that holds the case."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.form_fields import DayField
from accounts.models import Locality
from cases.forms.people import offer
from cases.forms.questions import LIKE, chosen_from, day, lines, radios
from cases.models import Child
from milestones.details import ChangedMeanwhile, Meanwhile, details_of, version_of
from milestones.forms.looking import LookFirstForm
from milestones.rehearsing import Moved

YES, NO = "yes", "no"


def _name(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class DetailsForm(LookFirstForm):
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    given_name = _name("First name (optional)")
    family_name = _name("Last name (optional)")
    born_on = DayField(label="Date of birth", help_text=LIKE, what="The date of birth")
    sex = radios("Girl or boy?", [(code, name.capitalize()) for code, name in Child.Sex.choices])
    family_ref = forms.CharField(
        label="Family reference (optional)",
        help_text="Brothers and sisters share it, as in your case system",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    address_is_confidential = radios(
        "Is the child’s address confidential?",
        [(YES, "Yes"), (NO, "No")],
        missing="Choose whether the address is confidential",
    )
    reason = lines(
        "Why is it put right?",
        required=True,
        help_text="What the record said before is kept, with your name and this reason.",
        error_messages={"required": "Say why, in a few words: others will read it"},
    )

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = details_of(child)
        self.meanwhile: Meanwhile | None = None
        told = {name: _told(value) for name, value in self.said.items()}
        self.initial = {**told, "seen": str(version_of(child)), **self.initial}

    def must_look(self, moved: Sequence[Moved]) -> bool:
        return bool(moved) or self.has_another_family

    @property
    def has_another_family(self) -> bool:
        return bool(self.cleaned_data["family_ref"] != self.said["family_ref"])

    def values(self) -> dict[str, Any]:
        typed = super().values()
        seen, reason = typed.pop("seen"), typed.pop("reason")
        typed["address_is_confidential"] = typed["address_is_confidential"] == YES
        is_a_number = seen.isascii() and seen.isdecimal() and len(seen) < 19
        return {"changes": typed, "reason": reason, "seen": int(seen) if is_a_number else 0}

    def _show(self, refused: ValidationError) -> None:
        if isinstance(refused, ChangedMeanwhile):
            self._begin_again(refused.meanwhile)
        else:
            super()._show(refused)

    def _begin_again(self, meanwhile: Meanwhile) -> None:
        """What was typed stays; where only the other changed a detail, theirs stands."""
        self.meanwhile = meanwhile
        self.data = self.data.copy()
        for row in meanwhile.rows:
            if row.is_theirs and not row.is_mine:
                self._put(row.field, _told(meanwhile.now[row.field]))
        self._put("seen", str(meanwhile.seen))
        self._put("looked", "")

    def _put(self, name: str, value: Any) -> None:
        parts = self.fields[name].widget.decompress(value) if isinstance(value, date) else None
        for n, part in enumerate(parts or ()):
            self.data[f"{name}_{n}"] = part
        if parts is None:
            self.data[name] = value


def _told(value: Any) -> Any:
    return (YES if value else NO) if isinstance(value, bool) else value


class LocalityForm(LookFirstForm):
    """Where the case is held, and from which day."""

    locality = chosen_from("To which locality?", missing="Choose the locality")
    from_on = day("From which day?", what="The day of the move")
    reason = lines("Why? (optional)", max_length=200)

    def __init__(self, *args: Any, localities: Sequence[Locality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.localities = {str(each.pk): each for each in localities}
        offer(self, "locality", [(pk, str(each)) for pk, each in self.localities.items()])

    @property
    def chosen(self) -> Locality:
        return self.localities[self.cleaned_data["locality"]]

    def values(self) -> dict[str, Any]:
        answers = super().values()
        return {**answers, "locality": self.chosen}
