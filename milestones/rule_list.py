"""An authority's timescales as a list to read: what runs, what does not, and why."""

from dataclasses import dataclass

from accounts.models import Authority
from drawing.words import listed, sentence_day
from milestones.leads import SEVERAL, LeadTimes, countable, lead_times_chosen
from milestones.models import Timescale
from milestones.rule_counts import NO_CLOCKS, RuleCounts
from milestones.rule_words import spoken_due
from milestones.rulebook import is_readable, running_timescales
from milestones.wording import spoken_limit

BASES = (
    (Timescale.Basis.STATUTORY, "In law", "On everywhere unless an authority switches one off."),
    (Timescale.Basis.GUIDANCE, "In guidance", "Off until an authority switches one on."),
    (Timescale.Basis.LOCAL, "Local practice", "Off until an authority switches one on."),
    (Timescale.Basis.AIM, "Promised in an aim", "Run for the children of each aim."),
)
UNREADABLE = "Cannot be read: set the warnings anew"
BROKEN = "cannot be read: tell your system administrator"


@dataclass(frozen=True, slots=True)
class RuleLine:
    timescale: Timescale
    limit: str
    leads: str
    is_on: bool
    has_own_leads: bool = False
    counts: RuleCounts = NO_CLOCKS

    @property
    def validity(self) -> str:
        """“version 2, from 1 April 2027”: which clocks this version governs."""
        rule = self.timescale
        since = f", from {sentence_day(rule.valid_from)}" if rule.valid_from else ""
        until = f", until {sentence_day(rule.valid_to)}" if rule.valid_to else ""
        return f"version {rule.version}{since}{until}"

    @property
    def is_aim(self) -> bool:
        return self.timescale.basis == Timescale.Basis.AIM


@dataclass(frozen=True, slots=True)
class RuleGroup:
    title: str
    words: str
    lines: list[RuleLine]


def rules_by_basis(
    authority: Authority, counts: dict[int, RuleCounts] | None = None
) -> list[RuleGroup]:
    """Superseded versions of aims are left out; versions of rules stand one under another.

    A shipped rule that the authority made its own is listed as its own only.
    """
    on = {timescale.pk for timescale in running_timescales(authority)}
    own_leads = lead_times_chosen(authority)
    known = list(Timescale.objects.open_to(authority).filter(is_superseded=False))
    own = {each.ref for each in known if each.authority_id is not None}
    lines = [
        line_of(each, is_on=each.pk in on, own_leads=own_leads, counts=counts or {})
        for each in known
        if each.authority_id is not None or each.ref not in own
    ]
    groups = [
        RuleGroup(title, words, [line for line in lines if line.timescale.basis == basis])
        for basis, title, words in BASES
    ]
    return [group for group in groups if group.lines]


def line_of(
    timescale: Timescale,
    *,
    is_on: bool,
    own_leads: dict[str, LeadTimes],
    counts: dict[int, RuleCounts],
) -> RuleLine:
    own = own_leads.get(timescale.ref)
    return RuleLine(
        timescale,
        limit_in_words(timescale),
        spoken_leads(timescale.lead_times if own is None else own),
        is_on,
        own is not None,
        counts.get(timescale.pk, NO_CLOCKS),
    )


def limit_in_words(timescale: Timescale) -> str:
    return spoken_due(timescale.definition) if is_readable(timescale) else BROKEN


def spoken_leads(lead_times: LeadTimes) -> str:
    """“6 months and 3 months”, the longest first as they are kept.

    What cannot be read says so: the page that lists it is the one that mends it.
    """
    readable = list(countable(lead_times))
    if not isinstance(lead_times, SEVERAL) or len(readable) < len(lead_times):
        return UNREADABLE
    leads = [spoken_limit({"amount": amount, "unit": unit}) for amount, unit in readable]
    return listed(leads, last="and")
