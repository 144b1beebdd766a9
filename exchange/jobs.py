"""Bringing case files in as jobs: checked first, then written, some hundred lines at a time."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from accounts.jobs.expiring import HELD
from accounts.jobs.kinds import JobKind, register
from accounts.jobs.running import JobRefused, JobRun
from exchange.case_files.brought import BroughtSource
from exchange.case_files.council import Council
from exchange.case_files.layout import LAYOUTS
from exchange.case_files.lines import ChildLines, ReadLines, Rejection, read_lines
from exchange.case_files.plan import ChildPlan
from exchange.case_files.reading import UnreadableSource
from exchange.case_files.services import ImportInterrupted, import_children

MOST_LINES_AT_ONCE = 500
# Results of a job, by name. Rejections may quote a cell: they stand behind the wall.
REJECTED, UNREADABLE = "rejected.json", "unreadable.txt"
MOST_KEPT = 5000
COUNTED = ("created", "updated", "unchanged", "held_back", "rejected")


def check_import(run: JobRun) -> None:
    """Says what an import would come to, and keeps the files for it."""
    _take_in(run, dry_run=True)
    with run.chunk():
        for name in run.arguments["files"]:
            body = run.file(name)
            if body is not None:
                run.keep_result(f"{HELD}{name}", body)
    run.outcome = f"Checked, nothing is written yet: {told(run.counts)}."


def run_import(run: JobRun) -> None:
    _take_in(run, dry_run=False)
    run.outcome = f"Brought in: {told(run.counts)}."


def _take_in(run: JobRun, *, dry_run: bool) -> None:
    """From the child it had come to; `place` counts children in the order of the files."""
    council = Council.of(run.actor.authority)
    read = _lines_of(run, council)
    children = list(read.children.values())
    if not run.place:
        with run.chunk() as chunk:
            chunk.total, chunk.place = len(children), {"child": 0}
            chunk.counts = {**dict.fromkeys(COUNTED, 0), "rejected": len(read.strays)}
            _keep_rejected(run, read.strays)
    for group in groups(children[run.place["child"] :]):
        with run.chunk() as chunk:
            plans = _imported(run, group, council=council, dry_run=dry_run)
            chunk.done, chunk.place = len(group), {"child": run.place["child"] + len(group)}
            chunk.counts = dict(sum((plan.counts() for plan in plans), Counter()))
            _keep_rejected(run, [each for plan in plans for each in plan.rejections])


def _lines_of(run: JobRun, council: Council) -> ReadLines:
    names = run.arguments["files"]
    brought = {name: body for name in names if (body := run.file(name)) is not None}
    if len(brought) < len(names):
        raise JobRefused("The files are no longer there. Choose them again.")
    try:
        return read_lines(BroughtSource(brought).files(), council)
    except UnreadableSource as fault:
        # The sentence may quote the file, so it stands with the results.
        with run.chunk():
            run.keep_result(UNREADABLE, str(fault).encode())
        raise JobRefused("The files cannot be read. The result says why.") from fault


def groups(children: Sequence[ChildLines]) -> Iterator[list[ChildLines]]:
    """Whole children, as many as stay within the lines of a chunk; at least one."""
    group: list[ChildLines] = []
    lines = 0
    for child in children:
        own = len(child.lines) + len(child.rejections)
        if group and lines + own > MOST_LINES_AT_ONCE:
            yield group
            group, lines = [], 0
        group.append(child)
        lines += own
    if group:
        yield group


def _imported(
    run: JobRun, group: list[ChildLines], *, council: Council, dry_run: bool
) -> list[ChildPlan]:
    try:
        return import_children(
            said=group, council=council, by=run.actor, on=run.on, dry_run=dry_run
        )
    except ImportInterrupted as refused:
        raise JobRefused(str(refused)) from refused


def _keep_rejected(run: JobRun, rejections: Iterable[Rejection]) -> None:
    """Added to those kept before; beyond some thousand they are counted only."""
    more = [[each.file, each.line, each.column, each.reason] for each in rejections]
    if not more:
        return
    kept = json.loads(run.file(REJECTED) or b"[]")
    if len(kept) < MOST_KEPT:
        run.keep_result(REJECTED, json.dumps((kept + more)[:MOST_KEPT]).encode())


def rejections_in(kept: bytes | None) -> list[Rejection]:
    """In the order of the files and their lines."""
    order = list(LAYOUTS)
    found = [Rejection(*each) for each in json.loads(kept or b"[]")]
    return sorted(found, key=lambda each: (order.index(each.file), each.line))


def told(counts: dict[str, int]) -> str:
    lines = sum(counts.get(name, 0) for name in COUNTED)
    parts = (f"{counts.get(name, 0):,} {name.replace('_', ' ')}" for name in COUNTED)
    return f"{lines:,} lines read, {', '.join(parts)}"


register(
    JobKind(
        "import_check",
        "Check case files",
        act="import.prepare",
        run=check_import,
        unit="children",
        page="import_job",
    )
)
register(
    JobKind(
        "import_run",
        "Bring case files in",
        act="import.run",
        run=run_import,
        unit="children",
        page="import_job",
    )
)
