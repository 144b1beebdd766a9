"""One page of open questions, in groups: what is odd, whose it is, what mends it, what it moves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from accounts.actors import Actor
from accounts.pseudonyms import pseudonym
from aims.models import Aim
from cases.gate import with_standings
from cases.models import Child
from milestones.quality.kinds import BY_CODE, KINDS, QuestionKind
from milestones.quality.owners import may_accept
from milestones.question_list import ACT, OpenQuestion, is_pseudonymous
from milestones.readable import readable_fact
from reports.quality.accepting import Acceptance, Key, acceptances_of
from reports.quality.aim_shares import AimShare, aims_moved, shares_of
from reports.quality.bounds import Bounds
from reports.quality.facts import KnownFacts, known_facts
from reports.quality.mending import Asker, Mend, mends_of
from reports.quality.owners import owner_of, with_owners
from reports.quality.sentences import sentence_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Moved:
    """How far one aim could move, in the words of its rate."""

    aim: Aim
    bounds: Bounds

    @property
    def rule(self) -> str:
        name = self.aim.timescale.name
        return name[:1].lower() + name[1:]

    @property
    def words(self) -> str:
        """“Aim 2: 10 of 16 now; between 10 and 11 of 17 once this is put right”."""
        return f"{self.aim.label}: {self.between} once this is put right"

    @property
    def between(self) -> str:
        (x, n), (low, of), (high, _) = self.bounds.now, self.bounds.worst, self.bounds.best
        now = f"{x} of {n} now" if n else "none due yet"
        after = f"{low} of {of}" if low == high else f"between {low} and {high} of {of}"
        return f"{now}; {after}"


@dataclass(frozen=True, slots=True)
class Line:
    question: OpenQuestion
    child: Child
    who: str
    url: str
    sentence: str
    owner: str
    mend: Mend | None
    or_else: Mend | None
    moves: Sequence[Moved]
    may_accept: bool = False
    accepted: Acceptance | None = None


@dataclass(frozen=True, slots=True)
class Group:
    kind: QuestionKind
    count: int
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Jump:
    """A count that leads to its group, on this page or the one where the group begins."""

    kind: QuestionKind
    count: int
    page: int
    is_here: bool


def jumps(questions: Sequence[OpenQuestion], number: int) -> list[Jump]:
    counts = Counter(question.code for question in questions)
    told, before = [], 0
    for kind in KINDS:
        count = counts[kind.code]
        if count:
            first, last = before // PAGE + 1, (before + count - 1) // PAGE + 1
            told.append(Jump(kind, count, first, first <= number <= last))
        before += count
    return told


@dataclass(frozen=True, slots=True)
class Known:
    """What lines are told from: read once for a page, or for a file."""

    actor: Actor
    on: date
    facts: KnownFacts
    shares: Sequence[AimShare] = ()
    accepted: Mapping[Key, Acceptance] = field(default_factory=dict)


def known_of(
    actor: Actor,
    questions: Sequence[OpenQuestion],
    page: Sequence[OpenQuestion],
    *,
    is_accepted: bool,
    on: date,
) -> Known:
    """Of the questions listed and those of one page; what is accepted moves no aim."""
    if is_accepted:
        return Known(actor, on, known_facts(page, ()), accepted=acceptances_of(page))
    aims = aims_moved(actor, questions, on=on)
    asked = {question.child_id for question in questions} if aims else set()
    facts = known_facts(page, asked)
    return Known(actor, on, facts, shares_of(actor, aims, facts, on=on))


def groups(
    questions: Sequence[OpenQuestion], page: Sequence[OpenQuestion], known: Known
) -> list[Group]:
    """The questions of one page under their kind; whose children they are is noted as shown."""
    counts = Counter(question.code for question in questions)
    return [
        Group(BY_CODE[code], counts[code], list(of_kind))
        for code, of_kind in groupby(lines_of(page, known), key=lambda line: line.question.code)
    ]


def lines_of(page: Sequence[OpenQuestion], known: Known, *, act: str = ACT) -> list[Line]:
    """Each question in words, in order; whose children they are is noted as shown."""
    children = _children(page, known, act)
    known.actor.seen.children(children.values())
    told = []
    for question in page:
        child = children.get(question.child_id)
        fact = known.facts.in_doubt.get((question.fact_kind, question.fact_id or 0))
        if fact is not None and child is not None:
            fact.child = child
            if not is_pseudonymous(known.actor):
                fact = readable_fact(fact, child.standing)
        if child is None or (question.fact_kind and fact is None):
            continue
        told.append(_line(Asker(question, fact, child, known.actor), known))
    return told


def _line(asker: Asker, known: Known) -> Line:
    if is_pseudonymous(known.actor):
        return _pseudonymous_line(asker, known)
    mends = mends_of(asker)
    return Line(
        question=asker.question,
        child=asker.child,
        who=asker.child.initials_and_ref,
        url=asker.child.get_absolute_url(),
        sentence=sentence_of(asker.question, asker.fact),
        owner=owner_of(asker.question, asker.child),
        mend=mends[0],
        or_else=mends[1] if len(mends) > 1 else None,
        moves=together([asker.question], known.shares),
        may_accept=may_accept(asker.child.standing, asker.question.code, asker.question.fact_code),
        accepted=known.accepted.get(asker.question.key),
    )


def _pseudonymous_line(asker: Asker, known: Known) -> Line:
    """What is odd, of a record whose child, worker and page are not told."""
    return Line(
        question=asker.question,
        child=asker.child,
        who=pseudonym(asker.child.public_id),
        url="",
        sentence=sentence_of(asker.question, asker.fact),
        owner="",
        mend=None,
        or_else=None,
        moves=together([asker.question], known.shares),
    )


def _children(page: Sequence[OpenQuestion], known: Known, act: str) -> dict[int, Any]:
    found = with_owners(Child.objects.visible_to(known.actor, act=act), on=known.on)
    asked = found.filter(pk__in={question.child_id for question in page})
    return {child.pk: child for child in with_standings(known.actor, asked)}


def together(questions: Sequence[OpenQuestion], shares: Sequence[AimShare]) -> list[Moved]:
    """Each aim that these questions could move, all of them put right."""
    moved = [(share.aim, share.moved_by(questions)) for share in shares]
    return [Moved(aim, bounds) for aim, bounds in moved if bounds is not None]
