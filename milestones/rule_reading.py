"""One rule of an authority: its versions, how it stands here, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from accounts.actors import Actor
from accounts.models import Authority
from milestones.leads import LeadTimes, lead_times_chosen
from milestones.models import MilestoneKind, Timescale
from milestones.rule_counts import NO_CLOCKS, RuleCounts, clocks_under_rules
from milestones.rule_list import limit_in_words, spoken_leads
from milestones.rule_words import Told, told
from milestones.rulebook import RuleSet, definition_of, is_readable, rule_set_of


@dataclass(frozen=True, slots=True)
class Version:
    timescale: Timescale
    limit: str
    counts: RuleCounts
    is_current: bool
    has_begun: bool


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule as its page tells it; `current` is the version that clocks start under today."""

    ref: str
    current: Timescale
    versions: Sequence[Version]
    told: Sequence[Told]
    limit: str
    leads: LeadTimes
    has_own_leads: bool
    is_on: bool
    is_switched_on: bool
    gives_way_to: Timescale | None
    counts: RuleCounts

    @property
    def spoken_leads(self) -> str:
        return spoken_leads(self.leads)

    @property
    def spoken_shipped_leads(self) -> str:
        return spoken_leads(self.current.lead_times)

    @property
    def is_own(self) -> bool:
        return self.current.authority_id is not None

    @property
    def is_in_law(self) -> bool:
        return self.current.basis == Timescale.Basis.STATUTORY

    @property
    def has_limit(self) -> bool:
        limit = definition_of(self.current).get("limit") or {}
        return limit.get("amount") is not None

    @property
    def ended_on(self) -> date | None:
        """Of an own rule with no version after this one: its last day."""
        return self.versions[-1].timescale.valid_to if self.is_own else None


def get_rule(actor: Actor, ref: str, *, on: date) -> RulePage:
    """Http404 for a rule that this authority does not have, and for an aim's: it has its page."""
    held = rule_set_of(actor.authority)
    versions = versions_of(held.timescales, ref)
    if not versions:
        raise Http404("No such rule")
    counts = clocks_under_rules(actor, on=on)
    current = current_of(versions, on=on)
    running = {each.pk for each in held.running()}
    own_leads = lead_times_chosen(actor.authority).get(ref)
    counted = [counts.get(each.pk, NO_CLOCKS) for each in versions]
    return RulePage(
        ref=ref,
        current=current,
        versions=[
            Version(
                each,
                limit_in_words(each),
                counts.get(each.pk, NO_CLOCKS),
                each.pk == current.pk,
                each.valid_from is None or each.valid_from <= on,
            )
            for each in versions
        ],
        told=_told(current, kind_names(actor.authority)),
        limit=limit_in_words(current),
        leads=current.lead_times if own_leads is None else own_leads,
        has_own_leads=own_leads is not None,
        is_on=current.pk in running,
        is_switched_on=held.is_switched_on(current),
        gives_way_to=_displacing(held, current, running),
        counts=RuleCounts(sum(c.running for c in counted), sum(c.overdue for c in counted)),
    )


def versions_of(timescales: Sequence[Timescale], ref: str) -> list[Timescale]:
    """The authority's own versions of a rule where it has any, else the shipped; no aim's."""
    named = [each for each in timescales if each.ref == ref and each.basis != Timescale.Basis.AIM]
    return [each for each in named if each.authority_id is not None] or named


def current_of(versions: Sequence[Timescale], *, on: date) -> Timescale:
    """The version that a clock starting on that day would have; of an ended rule the last."""
    begun = [each for each in versions if each.valid_from is None or each.valid_from <= on]
    return begun[-1] if begun else versions[0]


def _told(current: Timescale, kinds: dict[str, str]) -> list[Told]:
    return told(current.definition, kinds) if is_readable(current) else []


def kind_names(authority: Authority) -> dict[str, str]:
    return dict(MilestoneKind.objects.used_by(authority).values_list("code", "name"))


def _displacing(held: RuleSet, current: Timescale, running: set[int]) -> Timescale | None:
    """The authority's own rule that a shipped one gives way to, though it is switched on."""
    if current.authority_id is not None or current.pk in running:
        return None
    return held.displacing(current) if held.is_switched_on(current) else None
