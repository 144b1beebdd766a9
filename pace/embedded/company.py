"""Processes kept alive together: one that dies is started again, all go when their keeper goes."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

LOOKS_EVERY = 0.5
# A part that dies at once is not started more often than this.
AT_MOST_EVERY = 2.0
STOPS_WITHIN = 4.0


class Running(Protocol):
    pid: int

    def poll(self) -> int | None: ...


@dataclass(slots=True)
class Forked:
    """A copy of this process, with all it has loaded, doing one thing in a session of its own."""

    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            with suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if not pid:
                    return None
                self.returncode = os.waitstatus_to_exitcode(status)
                return self.returncode
            self.returncode = -1
        return self.returncode


def forked(work: Callable[[], Any]) -> Forked:
    """The copy never returns into our code: what we hold open is ours to close."""
    pid = os.fork()
    if pid:
        return Forked(pid)
    code = 1
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    finally:
        os._exit(code)


@dataclass(slots=True)
class Part:
    """One process of the company: how it is started, and when it last was."""

    name: str
    start: Callable[[], "Running | subprocess.Popen[bytes]"]
    process: Any = None
    started_at: float = field(default=-AT_MOST_EVERY)

    def look_after(self) -> bool:
        """Whether it had to be started."""
        if self.process is not None and self.process.poll() is None:
            return False
        if time.monotonic() - self.started_at < AT_MOST_EVERY:
            return False
        self.started_at = time.monotonic()
        self.process = self.start()
        return True

    def tell(self, number: int) -> None:
        """The whole session: a part may have children of its own."""
        if self.process is not None and self.process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


@contextmanager
def company(parts: Sequence[Part]) -> Iterator[None]:
    """They are stopped on leaving, the last started first, and killed where that takes long."""
    try:
        yield
    finally:
        for part in reversed(parts):
            part.tell(signal.SIGTERM)
        give_up_at = time.monotonic() + STOPS_WITHIN
        for part in reversed(parts):
            while part.process and part.process.poll() is None and time.monotonic() < give_up_at:
                time.sleep(0.02)
            part.tell(signal.SIGKILL)


def keep(parts: Sequence[Part], look_after_the_rest: Callable[[], Any]) -> None:
    """Until an exception, such as Ctrl-C, ends it."""
    while True:
        look_after_the_rest()
        for part in parts:
            part.look_after()
        time.sleep(LOOKS_EVERY)
