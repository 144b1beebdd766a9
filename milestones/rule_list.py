"""An authority's timescales as a list to read: what runs, what does not, and why."""

from dataclasses import dataclass

from accounts.models import Authority
from milestones.models import Timescale
from milestones.rulebook import running_timescales
from milestones.wording import spoken_limit

BASES = (
    (Timescale.Basis.STATUTORY, "In law", "On everywhere unless an authority switches one off."),
    (Timescale.Basis.GUIDANCE, "In guidance", "Off until an authority switches one on."),
    (Timescale.Basis.LOCAL, "Local practice", "Off until an authority switches one on."),
    (Timescale.Basis.AIM, "Promised in an aim", "Run for the children of each aim."),
)


@dataclass(frozen=True, slots=True)
class RuleLine:
    timescale: Timescale
    limit: str
    leads: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class RuleGroup:
    title: str
    words: str
    lines: list[RuleLine]


def rules_by_basis(authority: Authority) -> list[RuleGroup]:
    """Superseded versions of aims are left out; versions of rules stand one under another."""
    on = {timescale.pk for timescale in running_timescales(authority)}
    known = Timescale.objects.open_to(authority).filter(is_superseded=False)
    lines = [_line(timescale, timescale.pk in on) for timescale in known]
    groups = [
        RuleGroup(title, words, [line for line in lines if line.timescale.basis == basis])
        for basis, title, words in BASES
    ]
    return [group for group in groups if group.lines]


def _line(timescale: Timescale, is_on: bool) -> RuleLine:
    leads = [spoken_limit({"amount": n, "unit": unit}) for n, unit in timescale.lead_times]
    told = " and ".join(filter(None, [", ".join(leads[:-1]), *leads[-1:]]))
    return RuleLine(timescale, _limit(timescale), told, is_on)


def _limit(timescale: Timescale) -> str:
    limit = timescale.definition.get("limit") or {}
    if limit.get("amount") is None:
        return "no limit: a prompt"
    if "from" in limit:
        length = spoken_limit(limit) if limit["amount"] else ""
        carried = {
            "expires_on": "the day the order expires",
            "planned_on": "the day planned",
            "agreed_next_on": "the day agreed",
        }[limit["from"]]
        return f"{length} before {carried}" if length else carried
    return spoken_limit(limit)
