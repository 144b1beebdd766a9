"""Many commands, one server: the first starts it, the last stops it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from pace.embedded.binaries import NoDatabase
from pace.embedded.postmaster import start, stop
from pace.embedded.server import Server


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server runs inside the block. NoDatabase, with a sentence, when it cannot.

    A shared lock is held by every user; who gets it exclusively on leaving was the last.
    A killed user holds no lock and leaves a server behind, which the next start takes over.
    """
    with lock_of(server, "starting") as starting, lock_of(server, "users") as users:
        with locked(starting):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not server.is_answering():
                start(server)
        try:
            yield server
        finally:
            leave(server, starting, users)


def leave(server: Server, starting: IO[str], users: IO[str]) -> None:
    with locked(starting):
        if is_alone(users):
            stop(server)


def lock_of(server: Server, name: str) -> IO[str]:
    try:
        server.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(server.home / f"{name}.lock", "w")
    except PermissionError:
        raise NoDatabase(
            f"{server.home} belongs to somebody else. Run this as its owner, or set PACE_DATA to "
            "a folder of your own."
        ) from None


@contextmanager
def locked(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def is_alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
