"""A migrated cluster, made once and kept in memory: every test run starts on a copy of it.

Its name is a hash of what decides its content, so a stale one is never found; it is made beside
its place and moved there when whole, so a half-made one never is either. A first run, and so
every run of CI, makes it for real.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from psycopg2 import sql

from pace.embedded.binaries import NoDatabase, folder_of_binaries
from pace.embedded.server import Server
from pace.embedded.serving import serving
from pace.roles import APP, OWNER, make_database

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")
ROOM = 2**30  # Docker gives 64 MB of shared memory unless asked.
PREFIX = "pace-test-"
TEMPLATE = "pace_template"
WORK = "pace_work"
KEPT_FOR = 2 * 24 * 3600
KEPT = 8
# Models are not among them: no test reads the content types that follow them.
DECIDED_BY = (
    "*/migrations/*.py",
    "*/data/*.json",
    "pace/embedded/*.py",
    "pace/roles.py",
    "pace/settings.py",
    "requirements.txt",
    "tests/migrated_cluster.py",
)
# Nothing of a test run outlives it: no statistics gathered behind its back, little log written.
TUNED = ("autovacuum = off", "wal_level = minimal", "max_wal_senders = 0", "jit = off")


def folder() -> Path:
    """Where test runs live: memory where there is room, else the temporary folder."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())


def new_home() -> Path:
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder())).resolve()


def copy_to(home: Path) -> bool:
    """Put the migrated cluster in a new home; False where these migrations do not run."""
    shelf = _shelf()
    if shelf is None:
        return False
    found = shelf / _key()
    with open(found.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        if not found.exists():
            fcntl.flock(lock, fcntl.LOCK_EX)  # let go and taken: another may have been here
            _make_unless_there(found)
        if not found.exists():
            return False
        fcntl.flock(lock, fcntl.LOCK_SH)
        os.utime(found)
        shutil.copytree(found / "cluster", home / "cluster")
        shutil.copy2(found / "secret", home / "secret")
    return True


def _shelf() -> Path | None:
    """A folder that is ours and closed to others: the temporary folder is everybody's."""
    shelf = folder() / f"pace-clusters-{os.geteuid()}"
    shelf.mkdir(mode=0o700, exist_ok=True)
    told = shelf.lstat()
    is_ours = told.st_uid == os.geteuid() and not told.st_mode & 0o077
    return shelf if is_ours and not shelf.is_symlink() else None


def _key() -> str:
    binaries = folder_of_binaries().resolve()
    version = subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=False)
    told = hashlib.sha256(f"{binaries} {sys.version}".encode() + version.stdout)
    for pattern in DECIDED_BY:
        for file in sorted(ROOT.glob(pattern)):
            told.update(f"\n{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return told.hexdigest()[:24]


def _make_unless_there(place: Path) -> None:
    """Its lock is held. Kept only if nobody changed a migration meanwhile."""
    if place.exists():
        return
    _sweep(place.parent)
    home = new_home()
    with suppress(NoDatabase):
        _make(home)
        if _key() == place.name:
            home.rename(place)
    shutil.rmtree(home, ignore_errors=True)


def _make(home: Path) -> None:
    with serving(Server(home, throw_away=True)) as server:
        make_database(server.connect, name=TEMPLATE, password=server.password)
        _migrate(server)
        with server.connect().cursor() as cursor:
            for setting in TUNED:
                cursor.execute(f"ALTER SYSTEM SET {setting}")
            create_copy(cursor, WORK)


def _migrate(server: Server) -> None:
    addresses = {
        "DATABASE_URL": server.url(APP, TEMPLATE),
        "DATABASE_OWNER_URL": server.url(OWNER, TEMPLATE),
        "PACE_EMBEDDED": "1",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"],
        env=os.environ | addresses,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoDatabase(done.stderr)


def create_copy(cursor: Any, name: str, source: str = TEMPLATE) -> None:
    """Whatever had this name is replaced, whoever is connected to it.

    Its files are copied as they lie: nobody needs each page of them in the log of a test run.
    """
    words = {
        "name": sql.Identifier(name),
        "source": sql.Identifier(source),
        "owner": sql.Identifier(OWNER),
    }
    for statement in (
        "DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        "CREATE DATABASE {name} TEMPLATE {source} OWNER {owner} STRATEGY file_copy",
    ):
        cursor.execute(sql.SQL(statement).format(**words))


def _sweep(shelf: Path) -> None:
    """Remove what no run has used for two days, or long enough for others to take its place."""
    since = time.time() - KEPT_FOR
    by_age = sorted((-each.stat().st_mtime, each) for each in shelf.iterdir() if each.is_dir())
    for place, (age, kept) in enumerate(by_age):
        if place >= KEPT - 1 or -age < since:
            _remove(kept)


def _remove(kept: Path) -> None:
    """Unless somebody is copying it."""
    with open(kept.with_suffix(".lock"), "w") as lock, suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(kept, ignore_errors=True)
