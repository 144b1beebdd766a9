"""Changing a rule: from a date, its warnings, its end. Nothing is written before a preview."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from accounts.forms.base import ServiceForm
from cases.forms.questions import chosen_from, day, lines
from milestones.leads import LeadTimes
from milestones.models import Timescale
from milestones.rule_change.change import ChangeKind, RuleChange
from milestones.rule_change.objections import LEAD_UNITS, MOST_LEADS, UNITS
from milestones.rulebook import definition_of

LINE = {"class": "input input--line"}
WHY = "Who decided it and where it is written. Everybody reads it with the rule"


class AmountField(forms.Field):
    """A number of days, weeks or months: 26, 7.5 or 7½."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        box = {"class": "input input--5", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput({**box, "maxlength": 8}), **kwargs)

    def to_python(self, value: Any) -> float | None:
        typed = str(value or "").strip().replace(",", ".").replace("½", ".5")
        if not typed:
            return None
        try:
            number = float(typed) if len(typed) <= 8 and typed.isascii() else float("nan")
        except ValueError:
            number = float("nan")
        if not 0 < number <= 1000:
            raise ValidationError("Enter a number, like 26 or 7.5", code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, int | float) else value


def units(label: str, codes: tuple[str, ...], **kwargs: Any) -> forms.ChoiceField:
    choices = [(code, code.replace("_", " ")) for code in codes]
    return chosen_from(label, missing="Choose the unit", choices=choices, **kwargs)


class ChangeForm(ServiceForm):
    """Of one rule; what the service refuses is shown at its field."""

    def __init__(self, *args: Any, ref: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ref = ref


class ChangeRuleForm(ChangeForm):
    from_on = day(
        "From which day does it hold?",
        what="The day from which it holds",
        help_text="For clocks that start on or after it, like 1 4 2027. Others keep theirs",
    )
    amount = AmountField(
        label="The new limit",
        help_text="Like 26; weeks and months also in halves, like 7.5",
        error_messages={"required": "Enter the new limit, like 26"},
    )
    unit = units("Counted in", UNITS)
    name = forms.CharField(
        label="The rule in words, with its limit",
        help_text="It is called so on every list",
        max_length=200,
        widget=forms.TextInput(LINE),
        error_messages={"required": "Say the rule in words, with its limit"},
    )
    stops_when = forms.CharField(
        label="It stops when",
        help_text="What stops the clock stays the same; say it as your people do",
        max_length=200,
        widget=forms.TextInput(LINE),
        error_messages={"required": "Say what stops the clock"},
    )
    reason = lines("Why, and who decided it?", required=True, help_text=WHY)
    reason.error_messages["required"] = "Say why, and who decided it"

    def values(self) -> dict[str, Any]:
        change = RuleChange(ChangeKind.VERSION, self.ref, **self.cleaned_data)
        return {"change": change}


def initial_of(version: Timescale, change: RuleChange | None) -> dict[str, Any]:
    """What stands now, or what was asked before and is asked again."""
    if change is not None:
        return change.as_data() | {"from_on": change.from_on}
    limit = definition_of(version).get("limit") or {}
    return {
        "amount": abs(limit.get("amount") or 0) or None,
        "unit": limit.get("unit", "weeks"),
        "name": version.name,
        "stops_when": version.stops_when,
    }


class EndRuleForm(ChangeForm):
    from_on = day(
        "From which day does it no longer hold?",
        what="The day from which it no longer holds",
        help_text="Like 1 4 2027",
    )
    reason = lines("Why, and who decided it?", required=True, help_text=WHY)
    reason.error_messages["required"] = "Say why, and who decided it"

    def values(self) -> dict[str, Any]:
        return {"change": RuleChange(ChangeKind.END, self.ref, **self.cleaned_data)}


class LeadsForm(ChangeForm):
    """Up to four warnings; none at all means the shipped ones."""

    def __init__(self, *args: Any, ref: str, leads: LeadTimes, **kwargs: Any) -> None:
        super().__init__(*args, ref=ref, **kwargs)
        self.rows: list[tuple[str, str]] = []
        for number in range(1, MOST_LEADS + 1):
            amount, unit = f"amount_{number}", f"unit_{number}"
            known = list(leads)[number - 1] if number <= len(leads) else (None, "weeks")
            self.fields[amount] = AmountField(
                label=f"Warning {number}", required=False, initial=known[0]
            )
            self.fields[unit] = units(
                f"Unit of warning {number}", LEAD_UNITS, initial=known[1], required=False
            )
            self.rows.append((amount, unit))

    @property
    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """Each warning's number beside its unit."""
        return [(self[amount], self[unit]) for amount, unit in self.rows]

    def values(self) -> dict[str, Any]:
        given = [
            (self.cleaned_data[amount], self.cleaned_data[unit] or "weeks")
            for amount, unit in self.rows
            if self.cleaned_data[amount]
        ]
        leads = tuple(sorted(given, key=_length, reverse=True)) or None
        return {"change": RuleChange(ChangeKind.LEADS, self.ref, lead_times=leads)}


def _length(lead: tuple[float, str]) -> float:
    return lead[0] * {"days": 1, "working_days": 1.4, "weeks": 7, "months": 30}[lead[1]]
