"""The aims that somebody sees, and how far the open questions could move each of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value

from accounts.actors import Actor, system_actor
from accounts.door import entered
from accounts.policy import READS
from aims.gate import aims_listed, place_of
from aims.measure import Rate
from aims.models import Aim
from aims.reporting import COLUMNS, ClockRow
from cases.models import Route
from milestones.models import Clock
from milestones.quality.kinds import BY_CODE
from milestones.question_list import OpenQuestion, is_pseudonymous
from milestones.reading import LEFT_FIRST
from milestones.rule_groups import groups_of_rule
from milestones.rules import Rule, rule_from_data
from reports.quality.bounds import (
    Bounds,
    Change,
    Child,
    Piece,
    Reach,
    bounds_of,
    piece_of,
    reach_of,
)
from reports.quality.facts import KnownFacts


@dataclass(frozen=True, slots=True)
class AimShare:
    """One aim today: x of n whose date has passed, and each asked-about child's part in it."""

    aim: Aim
    rule: Rule
    now: Rate
    children: dict[int, Child]

    def moved_by(self, questions: Iterable[OpenQuestion]) -> Bounds | None:
        """None where none of these questions could move it."""
        by_child: defaultdict[int, list[Change]] = defaultdict(list)
        for question in questions:
            change = self._change(question)
            if change.reach is not Reach.NOTHING:
                by_child[question.child_id].append(change)
        cases = [(self.children.get(pk, Child()), changes) for pk, changes in by_child.items()]
        found = bounds_of(self.now, self.rule, cases)
        return found if found.moves else None

    def _change(self, question: OpenQuestion) -> Change:
        kind = BY_CODE[question.code]
        changes = kind.changed_by_mending(question.fact_code)
        excludes = bool(self.aim.document.get("exclude_routes"))
        reach = reach_of(self.rule, changes, excludes_routes=excludes)
        return Change(reach, kind.adds, frozenset(changes))


def aims_moved(actor: Actor, questions: Sequence[OpenQuestion], *, on: date) -> list[Aim]:
    """The aims running that the actor sees, where anything is asked that could move them."""
    return [aim for aim in _aims(actor, on) if _reads(actor, aim)] if questions else []


def shares_of(actor: Actor, aims: Sequence[Aim], known: KnownFacts, *, on: date) -> list[AimShare]:
    """Each aim with the part of the children asked about; all count, also who is hidden."""
    if not aims:
        return []
    asked = known.settings.keys()
    with entered(system_actor(actor.authority)):
        pieces, totals = _counted(actor, aims, asked, on)
    return [
        AimShare(
            aim,
            rule_from_data({**aim.timescale.definition, "ref": aim.timescale.ref}),
            totals[aim.timescale_id],
            {
                pk: Child(
                    tuple(pieces[aim.timescale_id, pk]),
                    known.spells[pk],
                    frozenset(known.settings[pk]),
                )
                for pk in asked
            },
        )
        for aim in aims
    ]


def _aims(actor: Actor, on: date) -> list[Aim]:
    found = aims_listed(actor).filter(is_draft=False).select_related("authority", "timescale")
    return [aim for aim in found if aim.target_date is None or aim.target_date >= on]


def _reads(actor: Actor, aim: Aim) -> bool:
    if is_pseudonymous(actor):
        return True
    return groups_of_rule(aim.timescale) <= READS.get(actor.role, frozenset())


Pieces = defaultdict[tuple[int, int], list[Piece]]


def _counted(
    actor: Actor, aims: Collection[Aim], asked: Collection[int], on: date
) -> tuple[Pieces, dict[int, Rate]]:
    """Each clock of the aims once: into the totals, and into its child's part if asked about."""
    by_rule = {aim.timescale_id: aim for aim in aims}
    pieces: Pieces = defaultdict(list)
    x: Counter[int] = Counter()
    n: Counter[int] = Counter()
    rows = _clocks(actor, by_rule, asked, on)
    for timescale_id, child_id, route, *dates in rows.iterator(chunk_size=5000):
        aim = by_rule[timescale_id]
        left_out = route in aim.document["exclude_routes"]
        piece = piece_of(
            ClockRow(*dates), on, is_excluded=left_out, reached_until=_reached_until(aim)
        )
        x[timescale_id] += piece.x
        n[timescale_id] += piece.n
        if child_id in asked:
            pieces[timescale_id, child_id].append(piece)
    return pieces, {pk: (x[pk], n[pk]) for pk in by_rule}


def _clocks(
    actor: Actor, by_rule: Mapping[int, Aim], asked: Collection[int], on: date
) -> "QuerySet[Clock, tuple[Any, ...]]":
    """Whom an aim leaves out for good is read only where a mend might bring them in."""
    may_count = Q(excluded_because__in=["", LEFT_FIRST]) | Q(child__in=asked)
    found = Clock.objects.filter(may_count, authority=actor.authority, timescale__in=by_rule)
    place = place_of(actor)
    here = found if place is None else found.filter(locality__name=place)
    leaves_out = any(aim.document["exclude_routes"] for aim in by_rule.values())
    route = _route_on(on) if leaves_out else Value(None, output_field=CharField())
    return here.values_list("timescale_id", "child_id", route, *COLUMNS)


def _reached_until(aim: Aim) -> date | None:
    return aim.target_date if aim.kind == Aim.Kind.COVERAGE else None


def _route_on(on: date) -> Subquery:
    """The child's route chosen last by that day, in a query of clocks."""
    chosen = Route.objects.standing().filter(child=OuterRef("child"), from_on__lte=on)
    return Subquery(chosen.order_by("-from_on", "-pk").values("route")[:1])
