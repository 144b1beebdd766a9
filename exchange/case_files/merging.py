"""One line against the facts of its child: which fact it speaks of, and what it changes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal

from cases.models import Fact
from exchange.case_files.layout import FACTS, Layout
from exchange.case_files.lines import Line
from milestones.models import NOT_HELD, Milestone

Verdict = Literal["created", "updated", "unchanged"]
Key = tuple[Any, ...]


class Shelf:
    """One child's facts of one kind, as they would stand after the lines so far."""

    def __init__(self, layout: Layout, stored: Iterable[Fact]) -> None:
        self.layout = layout
        self.standing: dict[Key, Fact] = {}
        self.voided: defaultdict[Key, list[Fact]] = defaultdict(list)
        self.lines: dict[int, Line] = {}
        self.new: list[Fact] = []
        self.changed: defaultdict[int, set[str]] = defaultdict(set)
        # (kind, day planned for) of the milestones that were held.
        self.completed: set[Key] = set()
        for fact in stored:
            if fact.is_voided:
                self.voided[self._key(fact)].append(fact)
            else:
                self._keep(fact)

    def merge(self, line: Line) -> tuple[Verdict, Fact | None]:
        """Take the line in. Without a fact the line says nothing that is not settled already."""
        if self._was_struck_through(line) or self._was_completed(line):
            return "unchanged", None
        fact = self.standing.get(line.key) or self._spoken_of(line)
        if fact is None:
            fact = FACTS[line.file](**line.values)
            self.new.append(fact)
            verdict: Verdict = "created"
        else:
            verdict = self._change(fact, line)
        self._keep(fact)
        if verdict != "unchanged":
            self.lines[id(fact)] = line
        return verdict, fact

    def updates(self) -> list[tuple[Fact, set[str]]]:
        """The stored facts that changed, each with its fields."""
        facts = {id(fact): fact for fact in self.standing.values()}
        new = {id(fact) for fact in self.new}
        return [(facts[key], names) for key, names in self.changed.items() if key not in new]

    def _keep(self, fact: Any) -> None:
        self.standing[self._key(fact)] = fact
        if isinstance(fact, Milestone) and fact.held_on and fact.planned_on:
            self.completed.add((fact.kind_id, fact.planned_on))

    def _key(self, fact: Any) -> Key:
        if isinstance(fact, Milestone) and fact.held_on is None:
            return (fact.kind_id, "planned", fact.planned_on)
        return tuple(getattr(fact, name) for name in self.layout.key)

    def _change(self, fact: Fact, line: Line) -> Verdict:
        changed = {name for name, value in line.values.items() if getattr(fact, name) != value}
        if not changed:
            return "unchanged"
        self.standing.pop(self._key(fact), None)
        for name in changed:
            setattr(fact, name, line.values[name])
        self.changed[id(fact)] |= changed
        return "updated"

    def _was_struck_through(self, line: Line) -> bool:
        """An import never brings back what a person voided, whatever replaced it."""
        return any(
            all(getattr(fact, name) == value for name, value in line.values.items())
            for fact in self.voided.get(line.key, ())
        )

    def _was_completed(self, line: Line) -> bool:
        """A plan, told again after it was held, is no new plan."""
        if not _is_milestone(line) or line.values.get("held_on"):
            return False
        if line.values.get("outcome_id") == NOT_HELD or line.key in self.standing:
            return False
        return (line.values["kind_id"], line.values["planned_on"]) in self.completed

    def _spoken_of(self, line: Line) -> Fact | None:
        """The plan that a held milestone completes, or the one said not to have been held."""
        if not _is_milestone(line):
            return None
        kind = line.values["kind_id"]
        if line.said_on:
            return self.standing.get((kind, line.said_on))
        planned_on = line.values.get("planned_on")
        if line.values.get("held_on") and planned_on:
            plan: Any = self.standing.get((kind, "planned", planned_on))
            return plan if plan and plan.outcome_id != NOT_HELD else None
        return None


def _is_milestone(line: Line) -> bool:
    return FACTS[line.file] is Milestone
