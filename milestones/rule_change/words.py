"""A change to a rule in a sentence, for the page that asks whether to make it."""

from accounts.models import Authority
from drawing.words import sentence_day
from milestones.rule_change.change import ChangeKind, RuleChange
from milestones.rule_list import spoken_leads
from milestones.wording import spoken_limit


def change_words(change: RuleChange, authority: Authority) -> str:
    if change.kind == ChangeKind.SWITCH_ON:
        return f"Switch this rule on in {authority}."
    if change.kind == ChangeKind.SWITCH_OFF:
        return f"Switch this rule off in {authority}. Its clocks are dropped."
    if change.kind == ChangeKind.LEADS:
        if change.lead_times is None:
            return "Warn people as shipped again."
        return f"Warn people {spoken_leads(change.lead_times)} before the day."
    day = sentence_day(change.from_on) if change.from_on else ""
    if change.kind == ChangeKind.END:
        return f"End this rule: no clock starts under it from {day} on."
    limit = spoken_limit({"amount": change.amount, "unit": change.unit})
    return f"From {day} on: “{change.name}”, a limit of {limit}. Clocks before keep theirs."
