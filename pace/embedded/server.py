"""One server on one data folder, on a private socket: started, adopted, stopped by its last user."""

import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from pace.embedded.account import Account, account_for
from pace.embedded.binaries import NoDatabase, folder_of_binaries, major_version

SUPERUSER = "pace"
PATIENCE = 30.0
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Server:
    """A data folder and the programs that serve it."""

    home: Path
    throw_away: bool = False

    @property
    def data(self) -> Path:
        return self.home / "cluster"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret"

    @property
    def socket_folder(self) -> Path:
        """Short, since a socket's path may hold 107 bytes, and the same for every command."""
        name = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"pace-{os.geteuid()}-{name}"

    @property
    def secret(self) -> str:
        return self.secret_file.read_text(encoding="ascii").strip()

    def url(self, role: str, database: str = "pace") -> str:
        host = str(self.socket_folder).replace("/", "%2F")
        return f"postgresql://{role}:{self.secret}@{host}/{database}"

    def connect(self, *, database: str = "postgres", timeout: int = 3) -> Any:
        connection = psycopg2.connect(
            host=str(self.socket_folder),
            user=SUPERUSER,
            password=self.secret,
            dbname=database,
            connect_timeout=timeout,
        )
        connection.autocommit = True
        return connection


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server runs inside the block. Whoever leaves last stops it.

    A shared lock is held by every user; who gets it exclusively on leaving was the last.
    A killed user leaves a server behind, and the next start adopts it.
    """
    server.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        open(server.home / "starting.lock", "w") as starting,
        open(server.home / "users.lock", "w") as users,
    ):
        with _locked(starting):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not is_answering(server):
                start(server)
        try:
            yield server
        finally:
            with _locked(starting):
                if _is_last(users):
                    stop(server)


@contextmanager
def _locked(file: Any) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _is_last(users: Any) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_answering(server: Server) -> bool:
    """Asked by connecting: after a kill, process lists and pid files tell old tales."""
    if not server.secret_file.exists() or not server.data.exists():
        return False
    try:
        server.connect().close()
    except psycopg2.OperationalError:
        return False
    return True


def start(server: Server) -> None:
    binaries = folder_of_binaries()
    account = account_for(binaries, server.home)
    prepare_socket_folder(server, account)
    if not (server.data / "PG_VERSION").exists():
        initialise(server, binaries, account)
    refuse_other_version(server, binaries)
    log = open(server.home / "postgres.log", "ab")  # noqa: SIM115 - the server keeps it
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={server.socket_folder}",
        "unix_socket_permissions=0700",
        "max_connections=60",
        *(FAST_AND_LOOSE if server.throw_away else ()),
    ]
    words = [word for setting in settings for word in ("-c", setting)]
    command = [*account.prefix, str(binaries / "postgres"), "-D", str(server.data), *words]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # Ctrl-C is for the command; the server is stopped in order
        **account.options,
    )
    log.close()
    _wait_for(server, process)


def _wait_for(server: Server, process: "subprocess.Popen[bytes]") -> None:
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        if is_answering(server):
            # It outlives this process when others still use it, so it is not ours to wait for.
            process.returncode = 0
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise NoDatabase(
        f"The embedded PostgreSQL did not start. Its log says why: {server.home / 'postgres.log'}"
    )


def prepare_socket_folder(server: Server, account: Account) -> None:
    folder = server.socket_folder
    folder.mkdir(mode=0o700, exist_ok=True)
    allowed = {os.geteuid(), account.uid}
    if folder.is_symlink() or folder.stat().st_uid not in allowed:
        raise NoDatabase(f"{folder} belongs to somebody else. Remove it, then start again.")
    account.own(folder)


def initialise(server: Server, binaries: Path, account: Account) -> None:
    """A new cluster: UTF-8, checksums, passwords for every connection.

    Made beside its place and moved there when whole: a kill in the middle leaves nothing.
    """
    half_made = server.home / "cluster.half-made"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(mode=0o700)
    secret = secrets.token_urlsafe(24)
    handle = os.open(server.secret_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secret)
    account.own(server.home)
    locale = ["--locale=C.UTF-8"]
    if major_version(binaries) >= 17:
        locale.append("--locale-provider=builtin")
    command = [
        *account.prefix,
        str(binaries / "initdb"),
        *("-D", str(half_made), "-U", SUPERUSER, "-E", "UTF8", *locale),
        *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256"),
        *("--pwfile", str(server.secret_file), "--data-checksums", "--no-sync"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, **account.options)
    if done.returncode:
        raise NoDatabase(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")
    half_made.rename(server.data)


def refuse_other_version(server: Server, binaries: Path) -> None:
    kept = (server.data / "PG_VERSION").read_text(encoding="ascii").strip()
    offered = major_version(binaries)
    if kept != str(offered):
        raise NoDatabase(
            f"The data in {server.data} is of PostgreSQL {kept}, the programs are {offered}. "
            "Set PACE_PG_BIN to the old programs, or move the folder away to begin afresh."
        )


def stop(server: Server) -> None:
    """A fast shutdown: open transactions are rolled back, everything committed is kept."""
    pid_file = server.data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text(encoding="ascii").splitlines()[0])
        os.kill(pid, signal.SIGINT)
    except (OSError, ValueError, IndexError):
        return
    give_up_at = time.monotonic() + PATIENCE
    while pid_file.exists() and time.monotonic() < give_up_at:
        time.sleep(0.02)
