"""The tables of a dashboard: by worker, by rule, by locality; each number leads to its list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from drawing.age_bars import AgeBar, age_bars
from milestones.work.spans import OVER, SIX, TWO, ages
from milestones.work.tallies import NOBODY, NOT_JOINED, NOWHERE, Tally, gathered, summed
from reports.dashboard.figures import Figures
from reports.dashboard.overdue import NOBODYS
from reports.dashboard.tiles import children_url, list_url
from reports.dashboard.workers import Workers

NOT_JOINED_YET = "Workers who have not joined yet"
SPANS = ((OVER, "Overdue", "overdue"), (TWO, "2 weeks", "due within 2 weeks"), (SIX, "2 to 6", ""))
COLUMNS = (
    (OVER, "Overdue", "overdue"),
    (TWO, "Within 2 weeks", "due within 2 weeks"),
    (SIX, "2 to 6 weeks", "due in 2 to 6 weeks"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    column: str
    count: int
    words: str = ""
    url: str = ""
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    url: str = ""
    told: Sequence[str] = field(default=())
    cells: Sequence[Cell] = field(default=())


def by_worker(figures: Figures, workers: Workers) -> list[Line]:
    """In order of name, never ranked; then children of nobody who is here; all of them last."""
    rows = gathered(figures.tallies, lambda row: row.worker)
    loads = {each.worker: each for each in figures.caseloads}
    names = {row.worker: row.worker_name for row in figures.tallies}
    names |= {each.worker: each.name for each in figures.caseloads} | workers.without_children
    last = [word for word in (NOT_JOINED, NOBODY) if word in names]
    first = sorted(set(names) - set(last), key=lambda each: (names[each].casefold(), each))
    titles = {NOBODY: NOBODYS, NOT_JOINED: NOT_JOINED_YET}
    lines = []
    for worker in [*first, *last]:
        name, load = titles.get(worker) or names[worker], loads.get(worker)
        url = list_url(worker=worker)
        children = Cell(
            "Children",
            load.children if load else 0,
            f"children of {name}",
            children_url(figures, worker),
        )
        meetings = Cell(
            "Meetings coming",
            load.meetings if load else 0,
            f"meetings coming, {name}",
            f"{url}#h-meet",
        )
        spans = _cells(rows.get(worker, ()), COLUMNS, name, url)
        lines.append(Line(name, url, workers.told.get(worker, ()), [children, *spans, meetings]))
    return lines


def totals(lines: Sequence[Line], name: str) -> Line:
    columns = zip(*(line.cells for line in lines), strict=True)
    cells = [Cell(cells[0].column, sum(cell.count for cell in cells)) for cells in columns]
    return Line(name, cells=cells)


def by_rule(figures: Figures) -> list[Line]:
    """In the order of the rules; those with nothing due in six weeks are left out."""
    lines = []
    for rule, rows in gathered(figures.tallies, lambda row: row.rule).items():
        lines.append(_line(rows[-1].rule_name, rows, list_url(rule=rule)))
    return [line for line in lines if any(cell.count for cell in line.cells)]


def by_locality(figures: Figures) -> list[Line]:
    found = gathered(figures.tallies, lambda row: row.locality)
    names = sorted(set(found) - {NOWHERE, ""}) + [NOWHERE] * (NOWHERE in found)
    return [
        _line("None recorded" if name == NOWHERE else name, found[name], list_url(locality=name))
        for name in names
    ]


def how_long(figures: Figures) -> SafeString:
    bars = [
        AgeBar(age.title, figures.total(age.code), list_url(due=OVER, age=age.code))
        for age in ages(on=figures.on)
    ]
    return age_bars(bars, what="Age of the delay")


def _line(name: str, rows: Sequence[Tally], url: str) -> Line:
    columns = tuple(
        (code, title, words) for (code, title, _), (_, _, words) in zip(SPANS, COLUMNS, strict=True)
    )
    return Line(name, url, cells=_cells(rows, columns, name, url))


def _cells(
    rows: Sequence[Tally], columns: Sequence[tuple[str, str, str]], name: str, url: str
) -> list[Cell]:
    """Of those who are listed under an address: each leads to the part of it that it counts."""
    return [
        Cell(
            column=title,
            count=summed(rows, code),
            words=f"{words}, {name}",
            url=f"{url}&due={code}",
            is_overdue=code == OVER,
        )
        for code, title, words in columns
    ]
