"""What a command needs before it runs: a server, its roles, and the tables up to date."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pace.embedded.binaries import NoDatabase
from pace.embedded.server import Server, serving
from pace.roles import APP, OWNER, make_database

ROOT = Path(__file__).resolve().parent.parent.parent
NEED_NO_DATABASE = frozenset({"", "help", "--help", "-h", "--version", "version", "check",
                              "collectstatic", "evaluate_aim", "url_routes", "prepare_database"})
MIGRATE_THEMSELVES = frozenset({"migrate", "makemigrations", "sqlmigrate", "showmigrations"})


@contextmanager
def database_for(arguments: Sequence[str]) -> Iterator[None]:
    """Run the block with a database: the one DATABASE_URL names, or the project's own.

    Exits with a sentence when there is none to be had.
    """
    command = arguments[0] if arguments else ""
    named = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_OWNER_URL")
    if named or command in NEED_NO_DATABASE:
        yield
        return
    try:
        with serving(Server(home=data_folder() / "postgres")) as server:
            prepare(server, migrate=command not in MIGRATE_THEMSELVES)
            yield
    except NoDatabase as sentence:
        sys.exit(str(sentence))


def data_folder() -> Path:
    """The folder PACE_DATA names; .data/ in the project without it."""
    return Path(os.environ.get("PACE_DATA") or ROOT / ".data").resolve()


def prepare(server: Server, *, migrate: bool) -> None:
    """Roles and the database, this process told of both, and the tables migrated."""
    ready = server.home / "prepared"
    if not ready.exists():
        make_database(server.connect(), server.connect, name="pace", secret=server.secret)
        ready.touch(mode=0o600)
    os.environ["DATABASE_URL"] = server.url(APP)
    os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)
    os.environ["PACE_EMBEDDED"] = "1"
    if migrate:
        _migrate_if_stale(server)


def _migrate_if_stale(server: Server) -> None:
    """Migrate when the migration files are not those of the last time."""
    stamp = server.home / "migrated"
    files = sorted(ROOT.glob("*/migrations/[0-9]*.py"))
    now = hashlib.sha256("\n".join(str(f.relative_to(ROOT)) for f in files).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    print("Bringing the database up to date …", file=sys.stderr, flush=True)
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(command, stdout=sys.stderr, check=False)
    if done.returncode:
        raise NoDatabase("The database could not be brought up to date; the reason is above.")
    stamp.write_text(now, encoding="ascii")


