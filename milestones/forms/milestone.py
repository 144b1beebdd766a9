"""The questions a milestone asks: they depend on its kind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict

from accounts.form_fields import DayField, HintedRadios, TimeField
from accounts.forms.base import ServiceForm
from accounts.policy import group_of_note
from cases.models import RouteCode
from drawing.words import sentence_day
from milestones.gate import outcomes_named
from milestones.models import HELD, NOT_HELD, Milestone, MilestoneKind
from milestones.next_steps import Recording
from milestones.rule_words import in_passing

NOTE = "Do not name other children. Seen by everyone who works with this child."


# Where fewer read the note than see that the thing was held.
FEWER_READ = {
    "health": "Do not name other children. Seen by those who may read health notes.",
    "legal_advice": "Do not name other children. Seen by those who may read legal advice.",
}


def note_field(kind: MilestoneKind | None = None) -> forms.CharField:
    group = group_of_note(kind.code) if kind else ""
    return forms.CharField(
        label="Note (optional)",
        help_text=FEWER_READ.get(group, NOTE),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def outcome_field(kind: MilestoneKind) -> forms.ChoiceField | None:
    """What was decided, when the kind knows more than that it was held."""
    codes = [code for code in kind.outcomes if code != NOT_HELD]
    if codes == [HELD]:
        return None
    decisions = [code for code in codes if code != HELD] if _is_a_decision(codes) else codes
    names = outcomes_named(decisions)
    asked = "What was decided" if _is_a_decision(codes) else "What came of it"
    return forms.ChoiceField(
        label=f"{asked}?",
        choices=[(code, _outcome_name(code, names[code].name)) for code in decisions],
        widget=forms.RadioSelect,
        error_messages={
            "required": f"Choose {asked[0].lower()}{asked[1:]}",
            "invalid_choice": "Choose one of the outcomes listed",
        },
    )


def _is_a_decision(codes: Sequence[str]) -> bool:
    """A panel, an ADM and a court decide something; a review may merely be held."""
    return not {"no_recommendation", "continue_order"} & set(codes)


def _outcome_name(code: str, name: str) -> str:
    return "Held, nothing decided about permanence" if code == HELD else name


def route_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Which route to permanence?",
        help_text="If this meeting spoke of one. The route of the plan is recorded by itself.",
        required=False,
        choices=[*RouteCode.choices, ("", "Not said")],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the routes listed"},
    )


def chair_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who chaired it?",
        choices=Milestone.Chair.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who chaired the meeting",
            "invalid_choice": "Choose one of those listed",
        },
    )


class RecordMilestoneForm(ServiceForm):
    """What happened, when, and what came of it.

    Without JavaScript another kind is chosen by sending the form: it then shows that
    kind's questions with everything typed so far, and complains of nothing yet.
    """

    kind = forms.ChoiceField(
        label="What happened?",
        help_text="In the order this journey expects it. The next step is chosen for you.",
        widget=HintedRadios,
        error_messages={
            "required": "Choose what happened",
            "invalid_choice": "Choose what happened: one of the kinds listed",
        },
    )
    held_on = DayField(
        label="When was it held?",
        help_text="For example, 17 3 2026",
        what="The day it was held",
    )
    held_at = TimeField(
        label="Time (optional), like 10:30", what="The time it was held", required=False
    )

    def __init__(self, *args: Any, asked: Recording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.plans = {str(plan.public_id): plan for plan in asked.plans}
        self._kinds().choices = [(each.kind.code, each.kind.name) for each in asked.choices]
        self._kinds().widget.hints = {each.kind.code: each.hint for each in asked.choices}
        self.initial.setdefault("kind", asked.kind.code)
        self._add_questions(asked.kind)
        if self.is_bound and asked.shows_another_kind:
            self.data = self.data.copy()
            self.data["kind"] = asked.kind.code
            self.data.setdefault("completes", next(iter(self.plans), ""))

    def _kinds(self) -> forms.ChoiceField:
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _add_questions(self, kind: MilestoneKind) -> None:
        if self.plans:
            self.fields["completes"] = _completes_field(self.asked.plans)
        outcome = outcome_field(kind)
        if outcome is not None:
            self.fields["outcome"] = outcome
        if kind.asks_route:
            self.fields["route"] = route_field()
        if kind.asks_chair:
            self.fields["chaired_by"] = chair_field()
        for each in self.asked.agreeable:
            self.fields[each.field] = DayField(
                label=each.name,
                help_text=each.limit,
                what=f"The day of the {in_passing(each.name)}",
                required=False,
            )
        self.fields["note"] = note_field(kind)

    def agreed_fields(self) -> list[BoundField]:
        return [self[each.field] for each in self.asked.agreeable]

    def full_clean(self) -> None:
        if self.is_bound and self.asked.shows_another_kind:
            self._errors = ErrorDict()
            self.cleaned_data = {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        return not self.asked.shows_another_kind and super().is_valid()

    def values(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        agreed = [
            (each.kind, day, each.field)
            for each in self.asked.agreeable
            if (day := answers.pop(each.field, None))
        ]
        completes = self.plans.get(answers.pop("completes", ""))
        return {**answers, "kind": self.asked.kind, "completes": completes, "agreed": agreed}


def _completes_field(plans: Sequence[Milestone]) -> forms.ChoiceField:
    choices = [
        (str(plan.public_id), f"The one planned for {sentence_day(plan.planned_on)}")
        for plan in plans
        if plan.planned_on
    ]
    return forms.ChoiceField(
        label="Which one is it?",
        required=False,
        choices=[*choices, ("", "Another one: the plan stays")],
        initial=choices[0][0],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the meetings listed"},
    )


class PlanMilestoneForm(ServiceForm):
    """A day agreed for something that has not happened yet."""

    kind = forms.ChoiceField(
        label="What is planned?",
        widget=forms.Select,
        error_messages={
            "required": "Choose what is planned",
            "invalid_choice": "Choose one of the kinds listed",
        },
    )
    planned_on = DayField(
        label="For which day?", help_text="For example, 17 3 2026", what="The day it is planned for"
    )
    planned_at = TimeField(label="Time (optional), like 10:30", what="The time", required=False)

    def __init__(self, *args: Any, kinds: Sequence[MilestoneKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.code: kind for kind in kinds}
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose"), *((kind.code, kind.name) for kind in kinds)]
        self.fields["note"] = note_field()

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "kind": self.kinds[self.cleaned_data["kind"]]}


class NotHeldForm(ServiceForm):
    note = forms.CharField(
        label="Why did it not happen? (optional)",
        help_text=NOTE,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
