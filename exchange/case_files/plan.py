"""What a folder's lines would do to one child: all of them, or nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from accounts.models import Authority
from cases.dates import BEFORE_BIRTH, objection_to_birth
from cases.models import Child, Fact, Involvement
from drawing.words import sentence_day
from exchange.case_files import sense
from exchange.case_files.layout import CHILDREN, EPISODES, FACTS, LAYOUTS, PLACEMENTS
from exchange.case_files.lines import ChildLines, Line, Rejection
from exchange.case_files.merging import Shelf, Verdict
from exchange.case_files.overlaps import Period, overlap_rejections
from exchange.case_files.records import ChildRecord
from milestones.models import Milestone

CLOSED = "This reference belongs to a closed record: take its lines out."
OWN_FIELDS = ("born_on", "given_name", "family_name", "sex")


@dataclass(slots=True)
class ChildPlan:
    """`locality`, `family` and `worker` hold the new value, and None where nothing changes."""

    child: Child
    record: ChildRecord | None
    child_fields: set[str] = field(default_factory=set)
    locality: str | None = None
    family: str | None = None
    worker: str | None = None
    shelves: dict[str, Shelf] = field(default_factory=dict)
    verdicts: dict[Line, Verdict] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.record is None

    @property
    def changes_something(self) -> bool:
        if self.rejections:
            return False
        return any(verdict != "unchanged" for verdict in self.verdicts.values())

    def counts(self) -> Counter[str]:
        """How many lines came to what; the good lines of a child with a bad one are held back."""
        if not self.rejections:
            return Counter(self.verdicts.values())
        return Counter(held_back=len(self.verdicts), rejected=len(self.rejections))

    def told(self) -> dict[str, dict[str, int]]:
        """The same by file, for the audit."""
        told: dict[str, Counter[str]] = {}
        for line, verdict in self.verdicts.items():
            if verdict != "unchanged":
                told.setdefault(line.file, Counter())[verdict] += 1
        return {file: dict(counted) for file, counted in told.items()}

    def reject(self, rejection: Rejection, line: Line) -> None:
        self.verdicts.pop(line, None)
        self.rejections.append(rejection)


def plan_child(
    said: ChildLines,
    record: ChildRecord | None,
    *,
    authority: Authority,
    people: dict[str, int],
    on: date,
) -> ChildPlan:
    child = record.child if record else Child(authority=authority, child_ref=said.child_ref)
    plan = ChildPlan(child, record, rejections=list(said.rejections))
    if record is None and not said.has_own_line:
        plan.rejections += [_of_nobody(line) for line in said.lines]
        return plan
    for file in FACTS:
        plan.shelves[file] = Shelf(LAYOUTS[file], record.facts[file] if record else ())
    for line in said.lines:
        if line.file == CHILDREN:
            _plan_own_line(plan, line, people=people, on=on)
        else:
            _plan_fact(plan, line, on=on)
    for file in (EPISODES, PLACEMENTS):
        _plan_no_overlap(plan, plan.shelves[file])
    return plan


def plan_closed(said: ChildLines, *, authority: Authority) -> ChildPlan:
    """A reference whose record was sealed: none of its lines goes in."""
    child = Child(authority=authority, child_ref=said.child_ref)
    closed = [line.rejected(None, CLOSED) for line in said.lines]
    return ChildPlan(child, None, rejections=[*said.rejections, *closed])


def _of_nobody(line: Line) -> Rejection:
    return Rejection(
        line.file,
        line.number,
        "child_ref",
        "child_ref is no child’s here: add the child to children.csv, or check the reference.",
    )


def _plan_own_line(plan: ChildPlan, line: Line, *, people: dict[str, int], on: date) -> None:
    words = _objection_to_birth(plan, line.values["born_on"], on)
    if words:
        plan.reject(line.rejected("born_on", words), line)
        return
    child, values = plan.child, line.values
    for name in OWN_FIELDS:
        if name in values and getattr(child, name) != values[name]:
            setattr(child, name, values[name])
            plan.child_fields.add(name)
    stored_locality = child.locality.name if child.locality else ""
    if values.get("locality", stored_locality).casefold() != stored_locality.casefold():
        plan.locality = values["locality"]
    stored_family = child.family.ref if child.family else ""
    if values.get("family", stored_family) != stored_family:
        plan.family = values["family"]
    if "worker" in values and _worker_changes(plan.record, values["worker"], people):
        plan.worker = values["worker"]
    other = (plan.locality, plan.family, plan.worker)
    if plan.is_new:
        plan.verdicts[line] = "created"
    else:
        changes = plan.child_fields or any(value is not None for value in other)
        plan.verdicts[line] = "updated" if changes else "unchanged"


def _objection_to_birth(plan: ChildPlan, born_on: date, on: date) -> str | None:
    words = objection_to_birth(born_on, on=on)
    if words or plan.record is None or born_on == plan.child.born_on:
        return words
    for facts in plan.record.facts.values():
        for fact in facts:
            if not fact.is_voided and sense.first_day(fact) < _earliest(fact, born_on):
                return (
                    f"date_of_birth is {sentence_day(born_on)}, too late for the "
                    f"{fact._meta.verbose_name} of {sentence_day(sense.first_day(fact))} that is "
                    "already recorded: check both."
                )
    return None


def _earliest(fact: Fact, born_on: date) -> date:
    return born_on - BEFORE_BIRTH if isinstance(fact, Milestone) else born_on


def _worker_changes(record: ChildRecord | None, email: str, people: dict[str, int]) -> bool:
    held_by = record.allocated if record else None
    if not email or record is None:
        return bool(email) or held_by is not None
    # With nobody allocated, one struck through is not brought back.
    known = [held_by] if held_by else [w for w in record.workers if w.is_voided]
    return not any(_is(worker, email, joined=email in people) for worker in known)


def _is(worker: Involvement, email: str, *, joined: bool) -> bool:
    """Whether this is that worker; an address kept gives way to the person who has joined."""
    if worker.person:
        return worker.person.email.lower() == email
    return worker.email.lower() == email and not joined


def _plan_fact(plan: ChildPlan, line: Line, *, on: date) -> None:
    verdict, fact = plan.shelves[line.file].merge(line)
    if fact is not None and verdict != "unchanged":
        # Without a good line of their own, a new child has no date of birth to hold against.
        objection = sense.objection(line.layout, fact, born_on=plan.child.born_on, on=on)
        if objection:
            plan.reject(line.rejected(*objection), line)
            return
    plan.verdicts[line] = verdict


def _plan_no_overlap(plan: ChildPlan, shelf: Shelf) -> None:
    rejected = {
        (rejection.file, rejection.line): rejection
        for rejection in overlap_rejections(_periods(plan, shelf))
    }
    for line in list(plan.verdicts):
        rejection = rejected.get((line.file, line.number))
        if rejection:
            plan.reject(rejection, line)


def _periods(plan: ChildPlan, shelf: Shelf) -> Iterable[Period]:
    """Those that would stand, without the lines that are rejected already."""
    for fact in shelf.standing.values():
        line = shelf.lines.get(id(fact))
        if line is None or line in plan.verdicts:
            yield Period(fact, line)
