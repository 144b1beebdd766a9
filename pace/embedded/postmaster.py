"""Starting and stopping the server's process, whatever an earlier one left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from pace.embedded.account import Account, account_for
from pace.embedded.binaries import NoDatabase, folder_of_binaries
from pace.embedded.cluster import initialise, refuse_other_version
from pace.embedded.server import PORT, Server

PATIENCE = 30.0
RETRIES_FOR = 10.0
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def start(server: Server) -> None:
    """Start it, or take over one whose starter was killed. NoDatabase with where to look."""
    if _adopt(server):
        return
    binaries = folder_of_binaries()
    account = account_for(binaries, server.home)
    if not (server.data / "PG_VERSION").exists():
        initialise(server, binaries, account)
    refuse_other_version(server, binaries)
    server.log.write_bytes(b"")
    account.own(server.new_socket_folder())
    _launch_patiently(server, binaries, account)


def revive(server: Server) -> None:
    """Start it again where it was killed, at the socket that its users know; else nothing."""
    if not living_pid(server):
        _forget_dead(server)
        # PostgreSQL trusts this lock too, as long as nobody has reaped the dead.
        for left in server.socket_folder.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)
        binaries = folder_of_binaries()
        _launch_patiently(server, binaries, account_for(binaries, server.home))


def _launch_patiently(server: Server, binaries: Path, account: Account) -> None:
    give_up_at = time.monotonic() + RETRIES_FOR
    while not _launch(server, binaries, account):
        # Children of a killed server go within moments; until then a new one is refused.
        if time.monotonic() > give_up_at:
            raise NoDatabase(
                f"The embedded PostgreSQL did not start. Its log says why: {server.log}"
            )
        time.sleep(0.3)
        _forget_dead(server)


def _adopt(server: Server) -> bool:
    """Wait for a living server to answer; stop one that cannot (its socket may be gone)."""
    if not living_pid(server):
        _forget_dead(server)
        return False
    give_up_at = time.monotonic() + RETRIES_FOR
    while living_pid(server) and time.monotonic() < give_up_at:
        if server.is_answering():
            return True
        time.sleep(0.05)
    _signal(server, signal.SIGINT)
    return False


def _launch(server: Server, binaries: Path, account: Account) -> bool:
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={server.socket_folder}",
        "unix_socket_permissions=0700",
        f"port={PORT}",
        "max_connections=60",
        *(("recovery_init_sync_method=syncfs",) if sys.platform == "linux" else ()),
        *(FAST_AND_LOOSE if server.throw_away else ()),
    ]
    words = [word for setting in settings for word in ("-c", setting)]
    with server.log.open("ab") as log:
        process = subprocess.Popen(
            [*account.prefix, str(binaries / "postgres"), "-D", str(server.data), *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the command; the server is stopped in order
            **account.options,
        )
    give_up_at = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < give_up_at:
        if server.is_answering():
            # It outlives this process while others use it, so it is not ours to wait for.
            process.returncode = 0
            return True
        time.sleep(0.05)
    return False


def stop(server: Server) -> None:
    """A fast shutdown: open transactions are rolled back, everything committed is kept."""
    _signal(server, signal.SIGINT)
    server.remove_socket_folder()


def _signal(server: Server, number: int) -> None:
    pid = living_pid(server)
    if not pid:
        return
    os.kill(pid, number)
    give_up_at = time.monotonic() + PATIENCE
    while living_pid(server) == pid and time.monotonic() < give_up_at:
        time.sleep(0.02)


def living_pid(server: Server) -> int | None:
    """The postmaster's, if it lives: a number may since have gone to another program."""
    try:
        lines = (server.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if str(server.data) in _command_line(pid) else None


def _command_line(pid: int) -> str:
    """What a process was started as; empty for none, and for one dead and not yet reaped."""
    proc = Path("/proc")
    if (proc / "self").exists():
        with suppress(OSError):
            return (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return ""
    return subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout


def _forget_dead(server: Server) -> None:
    """PostgreSQL trusts a pid file if any process has that number; we have looked closer."""
    if not living_pid(server):
        (server.data / "postmaster.pid").unlink(missing_ok=True)
