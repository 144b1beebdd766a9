"""Which running clocks a reader's lists may tell of: those of rules they read, child by child."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from accounts.actors import Actor
from accounts.policy import FIELD_GROUPS, NAMED_IN_A_SHARE, READS, may_record_kind
from accounts.policy import RECORDS_ONLY as OFFICES
from cases.standing import granted_to
from milestones.clock_lines import stopping_kinds
from milestones.models import Clock, Timescale
from milestones.models.clock import ClockQuerySet
from milestones.rule_groups import groups_of_rule

EVERY_GROUP = frozenset(FIELD_GROUPS)
Rules = Sequence[Timescale] | None


def works_under_pseudonyms(actor: Actor) -> bool:
    """Lists without a name, a reference or a link (security.md §4, P)."""
    return "P" in actor.reaches("clock.list")


def clocks_in_reach(actor: Actor, rules: Rules = None) -> ClockQuerySet:
    """The clocks of the children this actor's list reaches, of the rules they read there.

    Offices that record a few kinds only meet the rules which these kinds stop. `rules` are the
    authority's, where the caller has them.
    """
    found = Clock.objects.visible_to(actor)
    if actor.role in NAMED_IN_A_SHARE:
        return found.filter(_as_shared(actor))
    return found.filter(of_rules_read(actor, rules))


def of_rules_read(actor: Actor, rules: Rules = None) -> Q:
    """Clocks of the rules that a role reads of every child it reaches."""
    read = EVERY_GROUP if works_under_pseudonyms(actor) else READS.get(actor.role, frozenset())
    if actor.is_system or (read == EVERY_GROUP and actor.role not in OFFICES):
        return Q()
    known = _rules(actor, rules)
    return Q(timescale__in=[rule.pk for rule in known if groups_of_rule(rule) <= read])


def rules_of(actor: Actor) -> list[Timescale]:
    """The authority's rules, to be read once for a page."""
    return list(Timescale.objects.open_to(actor.authority))


def _rules(actor: Actor, known: Rules = None) -> list[Timescale]:
    rules = rules_of(actor) if known is None else known
    if actor.role not in OFFICES:
        return list(rules)
    return [
        rule
        for rule in rules
        if any(may_record_kind(actor.role, kind) for kind in stopping_kinds(rule))
    ]


def _as_shared(actor: Actor) -> Q:
    """Each share opens the rules of the groups it names, for its child."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for child_id, groups in granted_to(actor).values_list("child_id", "field_groups"):
        named[child_id].update(groups)
    children: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for child_id, groups in named.items():
        read = (frozenset(groups) & READS[actor.role]) | {"identity"}
        children[read].append(child_id)
    rules = {rule.pk: groups_of_rule(rule) for rule in _rules(actor)} if children else {}
    shared = Q(pk__in=[])
    for read, ids in children.items():
        shared |= Q(child__in=ids, timescale__in=[pk for pk, of in rules.items() if of <= read])
    return shared
