"""Putting a fact right: its own questions with what is recorded now, and why."""

from typing import Any

from django import forms

from accounts.form_fields import DayField, TimeField
from accounts.forms.base import ServiceForm
from cases.forms.questions import LIKE, lines, radios
from cases.models import Episode, Fact, LegalOrder, Note, Placement, Route, RouteCode
from milestones.forms.living import RETURN_KINDS
from milestones.forms.milestone import chair_field, note_field, outcome_field, route_field
from milestones.gate import outcomes_named
from milestones.models import Extension, Milestone
from milestones.readable import unread_fields


def why() -> forms.CharField:
    return lines(
        "Why?",
        required=True,
        help_text="The original is kept, struck through, with your name and this reason.",
        error_messages={"required": "Say why, in a few words: others will read it"},
    )


def day(label: str, *, required: bool = False) -> DayField:
    ending = "" if required else " (optional)"
    return DayField(label=f"{label}{ending}", help_text=LIKE, what=label, required=required)


class VoidForm(ServiceForm):
    reason = why()


class AskForm(ServiceForm):
    """For those who may see that a fact is wrong and not mend it."""

    wrong = lines(
        "What is wrong?",
        required=True,
        max_length=240,
        error_messages={"required": "Say what is wrong"},
    )
    right = lines(
        "What should it say?",
        required=True,
        max_length=240,
        error_messages={"required": "Say what it should say"},
    )


class CorrectForm(ServiceForm):
    """The base of a correction: `changes` for the service, the reason apart."""

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.add_questions(fact)
        # What this reader does not read is not asked: it stays as it was.
        for name in unread_fields(fact.child.standing, fact) & self.fields.keys():
            del self.fields[name]
        self.fields["reason"] = why()
        for name in self.fields:
            if name != "reason":
                self.initial.setdefault(name, self.recorded(name))

    def add_questions(self, fact: Any) -> None:
        """Questions that depend on the fact."""

    def recorded(self, name: str) -> Any:
        return getattr(self.fact, name)

    def values(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        reason = answers.pop("reason")
        return {"reason": reason, "changes": self.changes(answers)}

    def changes(self, answers: dict[str, Any]) -> dict[str, Any]:
        return answers


class CorrectMilestoneForm(CorrectForm):
    """A milestone held keeps its day held; a planned one its day planned."""

    def add_questions(self, fact: Milestone) -> None:
        if fact.held_on is None:
            self.fields["planned_on"] = day("The day it is planned for", required=True)
            self.fields["planned_at"] = _time("Time planned (optional), like 10:30")
        else:
            self.fields["held_on"] = day("The day it was held", required=True)
            self.fields["held_at"] = _time("Time (optional), like 10:30")
            self._add_what_came_of_it(fact)
        self.fields["note"] = note_field(fact.kind)

    def _add_what_came_of_it(self, fact: Milestone) -> None:
        outcome = outcome_field(fact.kind)
        if outcome is not None:
            self.fields["outcome"] = outcome
        if fact.kind.asks_route:
            self.fields["route"] = route_field()
        if fact.kind.asks_chair:
            self.fields["chaired_by"] = chair_field()
            self.fields["chaired_by"].required = bool(fact.chaired_by)

    def recorded(self, name: str) -> Any:
        return self.fact.outcome_id if name == "outcome" else super().recorded(name)

    def changes(self, answers: dict[str, Any]) -> dict[str, Any]:
        if "outcome" in answers and answers["outcome"] != self.fact.outcome_id:
            code = answers["outcome"]
            answers["outcome"] = outcomes_named([code])[code]
        else:
            answers.pop("outcome", None)
        return answers


class CorrectPlacementForm(CorrectForm):
    setting = radios("Where did the child live?", Placement.Setting.choices, missing="Choose where")
    began_on = day("The day they moved there", required=True)
    began_at = TimeField(label="Time (optional), like 15:20", what="The time", required=False)
    ended_on = day("The day they left")
    basis = radios(
        "What kind of placement was it?", Placement.Basis.choices, missing="Choose the kind"
    )
    return_kind = radios("If a return home: on trial or for good?", RETURN_KINDS)


class CorrectOrderForm(CorrectForm):
    kind = radios("Which order?", LegalOrder.Kind.choices, missing="Choose which order")
    made_on = day("The day the order was made", required=True)
    expires_on = day("The day the order expires")
    ended_on = day("The day the order ended")


class CorrectRouteForm(CorrectForm):
    route = radios("Which route?", RouteCode.choices, missing="Choose the route to permanence")
    from_on = day("The day of the plan", required=True)

    def add_questions(self, fact: Route) -> None:
        # `reason` on a route is its own: the reason for correcting it stands beside it.
        self.fields["why_route"] = lines("Why this route, and why now? (optional)")

    def recorded(self, name: str) -> Any:
        return super().recorded("reason" if name == "why_route" else name)

    def changes(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {
            **{k: v for k, v in answers.items() if k != "why_route"},
            "reason": answers["why_route"],
        }


class CorrectEpisodeForm(CorrectForm):
    began_on = day("The day the child became looked after", required=True)
    ended_on = day("The day the child left care")
    destination = radios(
        "Where did the child go?", [*Episode.Destination.choices, ("", "Still looked after")]
    )
    return_kind = radios("If home: on trial or for good?", RETURN_KINDS)
    originally_accommodated_on = day("The day another council first accommodated the child")


def _time(label: str) -> TimeField:
    return TimeField(label=label, what="The time", required=False)


class CorrectNoteForm(CorrectForm):
    about_on = day("The day it is of", required=True)
    text = forms.CharField(
        label="The note",
        help_text="Do not name other children.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Write what is to be noted"},
    )


class CorrectExtensionForm(CorrectForm):
    due_on = day("The day it is extended to", required=True)
    granted_on = day("The day it was granted", required=True)
    granted_by = forms.CharField(
        label="Who granted it?",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say who granted it"},
    )

    def add_questions(self, fact: Extension) -> None:
        # `reason` on an extension is its own: the reason for correcting it stands beside it.
        self.fields["why_granted"] = lines("Why was it extended?", required=True)

    def recorded(self, name: str) -> Any:
        return super().recorded("reason" if name == "why_granted" else name)

    def changes(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {
            **{k: v for k, v in answers.items() if k != "why_granted"},
            "reason": answers["why_granted"],
        }


CORRECTIONS: dict[type[Fact], type[CorrectForm]] = {
    Milestone: CorrectMilestoneForm,
    Placement: CorrectPlacementForm,
    LegalOrder: CorrectOrderForm,
    Route: CorrectRouteForm,
    Episode: CorrectEpisodeForm,
    Note: CorrectNoteForm,
    Extension: CorrectExtensionForm,
}
