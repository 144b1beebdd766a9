"""Restricting, barring, sealing, opening in an emergency, and answering who asks for it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from accounts.forms.base import ServiceForm
from accounts.models import Person
from cases.forms.questions import chosen_from, lines, radios
from cases.models import Proposal, Restriction
from cases.naming import Term

People = dict[UUID, tuple[Person, str]]
YES, NO = "yes", "no"
ROWS_ASKED, ROWS_ADDED = 4, 2
NO_NAMES = "Somebody else decides by it. Do not name the child"
NOBODY = [("", "Nobody")]


class ReasonForm(ServiceForm):
    """One question: why."""

    reason = lines("Why?", help_text=NO_NAMES)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label


class AskToRestrictForm(ServiceForm):
    ground = radios(
        "Why may only few people know?",
        Restriction.Ground.choices,
        missing="Choose why only few people may know",
    )
    reason = lines("What makes it necessary?", help_text=NO_NAMES)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS_ASKED + 1):
            optional = "" if number == 1 else " (optional)"
            self.fields[f"person_{number}"] = _person(f"Person to name{optional}", people)
        self.fields["person_1"].help_text = "Only they may know, you too only if you are named"

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        chosen = [cleaned[f"person_{number}"] for number in range(1, ROWS_ASKED + 1)]
        return {
            "ground": cleaned["ground"],
            "reason": cleaned["reason"],
            "named": list(dict.fromkeys(UUID(each) for each in chosen if each)),
        }


class AskToBarForm(ServiceForm):
    reason = lines("Why may this person not know?", help_text=NO_NAMES)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = _person("Who is to be barred?", people, missing="Choose who is to be barred")
        self.fields = {"person": person, **self.fields}

    def values(self) -> dict[str, Any]:
        return {"person": UUID(self.cleaned_data["person"]), "reason": self.cleaned_data["reason"]}


class NamePersonForm(ServiceForm):
    term = radios("How long may they know?", Term.choices, missing="Choose how long they may know")

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = _person("Who else may know?", people, missing="Choose who else may know")
        self.fields = {"person": person, **self.fields}

    def values(self) -> dict[str, Any]:
        return {"person": UUID(self.cleaned_data["person"]), "term": self.cleaned_data["term"]}


class AnswerForm(ServiceForm):
    """Yes or no with words; on a restriction also who may know, and each for how long."""

    words = lines("Your words (needed for a no)")

    def __init__(self, *args: Any, proposal: Proposal, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[tuple[str, str]] = []
        fields: dict[str, forms.Field] = {"approves": _answer(proposal)}
        if proposal.kind == Proposal.Kind.RESTRICT:
            fields.update(self._names(proposal.detail["named"], people))
        self.fields = {**fields, **self.fields}

    def _names(self, asked: Sequence[str], people: People) -> dict[str, forms.Field]:
        """A row for each person asked for, and two for others."""
        rows: dict[str, forms.Field] = {}
        known = [each for each in asked if UUID(each) in people]
        for number, person in enumerate([*known, *[""] * ROWS_ADDED], 1):
            who, term = f"person_{number}", f"term_{number}"
            rows[who] = _person(f"Person {number}", people, initial=person)
            rows[term] = chosen_from(
                f"How long person {number} may know",
                missing="Choose how long",
                choices=Term.choices,
                initial=Term.TWO_WEEKS,
                required=False,
            )
            self.rows.append((who, term))
        return rows

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        named = {
            UUID(cleaned[who]): cleaned[term] or Term.TWO_WEEKS
            for who, term in self.rows
            if cleaned[who]
        }
        return {
            "approves": cleaned["approves"] == YES,
            "words": cleaned["words"],
            **({"named": named} if self.rows else {}),
        }


class EmergencyForm(ServiceForm):
    child_ref = forms.CharField(
        label="The child’s reference",
        help_text="Exactly as in your case system, like SA-0412",
        max_length=40,
        error_messages={"required": "Give the child’s reference"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = lines(
        "What is the emergency?",
        max_length=300,
        help_text="At least 20 characters. It is logged, and read by others at once",
    )


class JudgeForm(ServiceForm):
    is_justified = radios(
        "Was it an emergency?",
        [(YES, "Yes, it was justified"), (NO, "No, it was not justified")],
        missing="Choose whether it was justified",
    )
    words = lines("What did you find?", help_text="Whoever reviews this later reads it")

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {"is_justified": cleaned["is_justified"] == YES, "words": cleaned["words"]}


def _person(label: str, people: People, *, missing: str = "", **kwargs: Any) -> forms.ChoiceField:
    choices = [(str(public_id), told) for public_id, (_, told) in people.items()]
    return chosen_from(
        label,
        missing=missing,
        choices=[*([("", "Choose")] if missing else NOBODY), *choices],
        required=bool(missing),
        **kwargs,
    )


def _answer(proposal: Proposal) -> forms.ChoiceField:
    yes = ANSWERS.get(proposal.kind, "Yes")
    choices = [(YES, yes), (NO, "No, refuse it")]
    if proposal.kind == Proposal.Kind.CORRECTION:
        choices = choices[1:]
    return radios("Your answer", choices, missing="Choose your answer")


ANSWERS: dict[str, str] = {
    Proposal.Kind.RESTRICT: "Yes, restrict the record to the people below",
    Proposal.Kind.LIFT_RESTRICTION: "Yes, lift the restriction",
    Proposal.Kind.BAR: "Yes, bar this person",
    Proposal.Kind.LIFT_BAR: "Yes, lift the bar",
    Proposal.Kind.SEAL: "Yes, seal the record",
    Proposal.Kind.RELEASE: "Yes, open the sealed record for 24 hours",
}
