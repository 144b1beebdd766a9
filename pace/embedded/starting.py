"""What a command needs before it runs: a server, its roles, and the tables up to date."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pace.embedded.binaries import NoDatabase
from pace.embedded.broker import announced_url
from pace.embedded.server import Server
from pace.embedded.serving import locked, serving
from pace.roles import APP, OWNER, make_database

ROOT = Path(__file__).resolve().parent.parent.parent
NEED_NO_DATABASE = frozenset(
    ("", "help", "--help", "-h", "--version", "version", "check", "collectstatic", "diffsettings")
    + ("evaluate_aim", "url_routes", "prepare_database", "startapp", "makemessages")
)
MIGRATE_THEMSELVES = frozenset(("migrate", "makemigrations", "sqlmigrate", "showmigrations"))


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
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        with serving(own_server()) as server:
            prepare(server, command=command)
            yield
    except NoDatabase as sentence:
        sys.exit(str(sentence))


def _leave(number: int, _frame: object) -> None:
    # Leaving by exception lets the last user stop the server, as on Ctrl-C.
    sys.exit(128 + number)


def own_server() -> Server:
    return Server(home=data_folder() / "postgres")


def data_folder() -> Path:
    """The folder PACE_DATA names; .data/ in the project without it."""
    return Path(os.environ.get("PACE_DATA") or ROOT / ".data").resolve()


def prepare(server: Server, *, command: str) -> None:
    """Roles and the database, this process told of both, and the tables migrated."""
    with open(server.home / "preparing.lock", "w") as preparing, locked(preparing):
        ready = server.home / "roles-made"
        if not ready.exists():
            make_database(server.connect, name="pace", password=server.password)
            ready.touch(mode=0o600)
        os.environ["DATABASE_URL"] = server.url(APP)
        os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)
        os.environ["PACE_EMBEDDED"] = "1"
        os.environ.setdefault("REDIS_URL", announced_url(data_folder()))
        stamp = server.home / "migrated"
        if command in MIGRATE_THEMSELVES:
            stamp.unlink(missing_ok=True)
        else:
            _migrate_if_stale(stamp)


def _migrate_if_stale(stamp: Path) -> None:
    """Migrate when the migration files are not those of the last time."""
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
