"""Who works with a child: teams, chairs, agendas, legal services, partners."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.forms.base import ServiceForm
from accounts.models import Membership, Team
from accounts.policy import FIELD_GROUPS, NAMED_IN_A_SHARE, READS
from cases.forms.questions import chosen_from, day, lines, ticks
from cases.models import Grant
from drawing.words import sentence_day

LAST_DAY = "The last day"
FOR_WHAT = "What for?"
NOT_SAID = {"required": "Say what for, in a few words: others will read it"}


def purpose(hint: str = "", **kwargs: Any) -> Any:
    return lines(
        FOR_WHAT,
        required=True,
        max_length=300,
        help_text=hint,
        error_messages=NOT_SAID,
        **kwargs,
    )


class EndForm(ServiceForm):
    reason = lines(
        "Why does it end?",
        required=True,
        max_length=300,
        error_messages={"required": "Say why, in a few words: others will read it"},
    )


class TransferForm(ServiceForm):
    team = chosen_from("To which team?", missing="Choose the team")
    purpose = lines("Why? (optional)", max_length=200)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        offer(self, "team", [(pk, _team_named(team)) for pk, team in self.teams.items()])

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "team": self.teams[self.cleaned_data["team"]]}


class MemberForm(ServiceForm):
    """A form that chooses one membership, in the field it names."""

    chooses = ""

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        offer(self, self.chooses, [(pk, named(each)) for pk, each in self.members.items()])

    def values(self) -> dict[str, Any]:
        chosen = self.members[self.cleaned_data[self.chooses]]
        return {**self.cleaned_data, self.chooses: chosen}


class ChairForm(MemberForm):
    chooses = "chair"

    chair = chosen_from("Who chairs this child’s reviews?", missing="Choose the reviewing chair")
    purpose = purpose(initial="Chairs this child’s reviews")
    until = day("Until which day?", what=LAST_DAY)


class AgendaForm(ServiceForm):
    meets_on = day("When does the panel meet?", what="The day the panel meets")
    purpose = purpose("For example: first hearing, permanence away from home")


class InstructionForm(ServiceForm):
    purpose = purpose("For example: advice on a petition for a permanence order")
    until = day("Until which day?", what=LAST_DAY)


class ShareForm(MemberForm):
    chooses = "partner"

    partner = chosen_from("With whom?", missing="Choose who it is shared with")
    purpose = purpose("For example: the adoption medical")
    field_groups = ticks(
        "What do they need to see?",
        [
            (group, words)
            for group, words in FIELD_GROUPS.items()
            if group != "identity" and any(group in READS[role] for role in NAMED_IN_A_SHARE)
        ],
        missing="Tick what they need to see: they see nothing else",
        help_text="Besides the child’s name, reference and date of birth.",
    )
    until = day("Until which day?", what=LAST_DAY)


class PackForm(ServiceForm):
    """Which of the child's agendas, asked only where there are several, and who reads."""

    members = ticks("Who gets the pack?", [], missing="Tick the panel members who get the pack")

    def __init__(
        self, *args: Any, items: Sequence[Grant], members: Sequence[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = {str(item.public_id): item for item in items}
        self.members = {str(member.pk): member for member in members}
        if len(items) > 1:
            self.fields["item"] = chosen_from("For which panel?", missing="Choose the panel")
            told = [(key, _panel_named(item.meets_on)) for key, item in self.items.items()]
            offer(self, "item", told)
            self.order_fields(["item", "members"])
        field: Any = self.fields["members"]
        field.choices = [(pk, named(each)) for pk, each in self.members.items()]

    def values(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("item") or next(iter(self.items))
        members = [self.members[pk] for pk in self.cleaned_data["members"]]
        return {"item": self.items[chosen], "members": members}


class InterestForm(ServiceForm):
    reason = lines(
        "What is your interest?",
        required=True,
        help_text="For example: I know the family. Name nobody. The manager reads it.",
        error_messages={"required": "Say what your interest is, in a few words"},
    )


def offer(form: ServiceForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = [("", "Choose"), *choices]


def named(member: Membership) -> str:
    """The person, with the role or the agency that tells two of a name apart."""
    agency = f", {member.agency}" if member.agency else ""
    return f"{member.person.full_name}, {member.get_role_display().lower()}{agency}"


def _team_named(team: Team) -> str:
    return f"{team}, {team.locality}" if team.locality else str(team)


def _panel_named(meets_on: date | None) -> str:
    return f"The panel of {sentence_day(meets_on)}" if meets_on else "A panel without a day"
