"""Case files for the import tests: written as a folder, or handed over as rows."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from accounts.actors import system_actor
from accounts.models import Authority
from cases.models import Child
from exchange.case_files.reading import RowsSource
from exchange.case_files.services import ImportResult, import_cases

ON = date(2026, 11, 21)
SOUTH_AYRSHIRE = "S12000028"
Row = Mapping[str, str]


def take_in(
    rows: Mapping[str, Sequence[Row]],
    *,
    code: str = SOUTH_AYRSHIRE,
    on: date = ON,
    **options: Any,
) -> ImportResult:
    actor = system_actor(Authority.objects.get(code=code))
    source = RowsSource({f"{name}.csv": lines for name, lines in rows.items()})
    return import_cases(source=source, by=actor, on=on, **options)


def child_row(ref: str = "C1", born: str = "2015-05-01", **cells: str) -> dict[str, str]:
    return {"child_ref": ref, "date_of_birth": born, **cells}


def row(ref: str = "C1", **cells: str) -> dict[str, str]:
    """A line; a column that Python keeps for itself is given with an underscore: from_, return_."""
    return {"child_ref": ref, **{name.rstrip("_"): cell for name, cell in cells.items()}}


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    """(created, updated, unchanged, held back, rejected)."""
    return (
        result.created,
        result.updated,
        result.unchanged,
        result.held_back,
        len(result.rejected),
    )


def where(result: ImportResult) -> list[tuple[str, int, str | None]]:
    return [(r.file, r.line, r.column) for r in result.rejected]


def the_child(ref: str = "C1") -> Child:
    return Child.objects.get(child_ref=ref)


def write_folder(folder: Path, rows: Mapping[str, Sequence[Row]]) -> Path:
    for name, lines in rows.items():
        header = list(dict.fromkeys(key for line in lines for key in line))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, header)
            writer.writeheader()
            writer.writerows(lines)
    return folder
