"""Taking case files in: read, plan each child, write chunk by chunk."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    OperationalError,
)

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import Authority
from cases.sealed_refs import sealed_among
from exchange.case_files.council import Council
from exchange.case_files.layout import LAYOUTS
from exchange.case_files.lines import ChildLines, Rejection, read_lines
from exchange.case_files.plan import ChildPlan, plan_child, plan_closed
from exchange.case_files.reading import CaseSource
from exchange.case_files.records import load_records
from exchange.case_files.writing import write_plans

CHUNK = 250


class ImportInterrupted(RuntimeError):
    """The database refused a chunk. What went in before it stays; running again goes on."""


class Progress(Protocol):
    def __call__(self, done: int, total: int) -> None:
        """How many children are through, of how many."""


@dataclass(slots=True)
class ImportResult:
    """Counts of data lines: they add up to the lines read."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    held_back: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    children: int = 0

    @property
    def lines(self) -> int:
        rejected = len(self.rejected)
        return self.created + self.updated + self.unchanged + self.held_back + rejected

    def take(self, plan: ChildPlan) -> None:
        counted: Counter[str] = plan.counts()
        self.created += counted["created"]
        self.updated += counted["updated"]
        self.unchanged += counted["unchanged"]
        self.held_back += counted["held_back"]
        self.rejected += plan.rejections

    def sort(self) -> None:
        files = list(LAYOUTS)
        self.rejected.sort(key=lambda r: (files.index(r.file), r.line))

    def as_data(self) -> dict[str, Any]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "held_back": self.held_back,
            "rejected": [
                {"file": r.file, "line": r.line, "column": r.column, "reason": r.reason}
                for r in self.rejected
            ],
        }


def import_cases(
    *,
    source: CaseSource,
    by: Actor,
    on: date,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Bring the actor's authority in line with the case files.

    A child's lines go in all or none. Each chunk of children is one transaction with its
    audit and clocks, so that an import cut off leaves whole children and the next goes on.
    Raises UnreadableSource, PermissionDenied, ImportInterrupted.
    """
    if not by.may("import.run"):
        raise PermissionDenied
    council = Council.of(by.authority)
    read = read_lines(source.files(), council)
    result = ImportResult(rejected=list(read.strays), children=len(read.children))
    done = 0
    for chunk in _chunks(list(read.children.values())):
        if progress:
            progress(done, result.children)
        for plan in _import_chunk(chunk, council=council, by=by, on=on, dry_run=dry_run):
            result.take(plan)
        done += len(chunk)
    if progress:
        progress(done, result.children)
    result.sort()
    return result


def _chunks(children: list[ChildLines]) -> Iterator[list[ChildLines]]:
    for first in range(0, len(children), CHUNK):
        yield children[first : first + CHUNK]


@contextmanager
def row_history(by: Actor) -> Iterator[None]:
    """Names the request in the row history, as in the audit."""
    with pghistory.context(request_id=str(by.request_id)):
        yield


def _import_chunk(
    chunk: list[ChildLines],
    *,
    council: Council,
    by: Actor,
    on: date,
    dry_run: bool,
) -> list[ChildPlan]:
    """Twice, where the database was too busy or away for a moment."""
    for attempt in (1, 2):
        try:
            return import_children(said=chunk, council=council, by=by, on=on, dry_run=dry_run)
        except OperationalError as refused:
            if attempt == 2:
                raise ImportInterrupted(_refusal(refused)) from refused
    raise AssertionError


def import_children(
    *, said: list[ChildLines], council: Council, by: Actor, on: date, dry_run: bool
) -> list[ChildPlan]:
    """Some children in one transaction, their audit and clocks with them.

    Twice, because somebody may record the same fact in between: the second time it is there.
    Raises PermissionDenied, ImportInterrupted; a database that is away is the caller's to bear.
    """
    if not by.may("import.prepare" if dry_run else "import.run"):
        raise PermissionDenied
    for attempt in (1, 2):
        try:
            take = _plan_only if dry_run else _plan_and_write
            return take(said, council=council, by=by, on=on)
        except (IntegrityError, DataError) as refused:
            if attempt == 2:
                raise ImportInterrupted(_refusal(refused)) from refused
    raise AssertionError


def _plan_only(
    chunk: list[ChildLines], *, council: Council, by: Actor, on: date
) -> list[ChildPlan]:
    with entered(by, whole=True):
        return _plans(chunk, council=council, by=by, on=on, lock=False)


def _plan_and_write(
    chunk: list[ChildLines], *, council: Council, by: Actor, on: date
) -> list[ChildPlan]:
    # The file brings restricted children too: they are kept in line, and told by line alone.
    with entered(by, whole=True), row_history(by):
        # Aims loaded meanwhile wait, so that no child misses their clocks.
        Authority.objects.select_for_update(no_key=True).get(pk=by.authority.pk)
        plans = _plans(chunk, council=council, by=by, on=on, lock=True)
        changing = [plan for plan in plans if plan.changes_something]
        if changing:
            write_plans(changing, by=by, people=council.people, on=on)
        return plans


def _plans(
    chunk: list[ChildLines], *, council: Council, by: Actor, on: date, lock: bool
) -> list[ChildPlan]:
    refs = [said.child_ref for said in chunk]
    records = load_records(authority=by.authority, child_refs=refs, lock=lock)
    closed = sealed_among(by.authority, refs)
    return [
        plan_closed(said, authority=by.authority)
        if said.child_ref in closed
        else plan_child(
            said,
            records.get(said.child_ref),
            authority=by.authority,
            people=council.people,
            on=on,
        )
        for said in chunk
    ]


def _refusal(refused: DatabaseError) -> str:
    diagnostics = getattr(refused.__cause__, "diag", None)
    constraint = getattr(diagnostics, "constraint_name", None) or "an invariant"
    return (
        f"The database refused a group of children ({constraint}). The children before them are "
        "in; run the import again to go on."
    )
