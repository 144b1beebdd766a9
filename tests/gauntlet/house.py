"""The whole installation as real processes, on the run's own PostgreSQL, kept up as systemd would.

Web, worker, beat and broker are started as an operator starts them, and started again when they
die; PostgreSQL is revived where its postmaster was killed.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from pace.embedded import broker
from pace.embedded.company import Part, company
from pace.embedded.postmaster import revive
from tests.gauntlet.ground import ROOT
from tests.throw_away_database import CLUSTER

LOOKS_EVERY = 0.1
CELERY = ("-m", "celery", "--quiet", "--app", "pace")
QUIET = ("-W", "ignore:You're running the worker")


class House:
    """`parts` by name; `down` names those that are not to be started again for now."""

    def __init__(
        self,
        *,
        parts: tuple[str, ...] = ("broker", "web", "worker", "beat"),
        include: str = "",
        concurrency: int = 2,
        log: Path | None = None,
        **environment: str,
    ) -> None:
        program = broker.program()
        assert program is not None, "no broker for this machine"
        self.folder = broker.new_folder()
        self.url = broker.url_of(self.folder)
        self.port = free_port()
        self.environment = environment | {"REDIS_URL": self.url, "PACE_TEST": "1"}
        self.log = log
        including = ("--include", include) if include else ()
        commands = {
            "web": ("-m", "gunicorn", "pace.wsgi", "--bind", f"127.0.0.1:{self.port}")
            + ("--workers", "2", "--threads", "4", "--log-level", "error"),
            "worker": (*QUIET, *CELERY, "worker", "--concurrency", str(concurrency), *including)
            + ("--without-gossip", "--without-mingle"),
            "beat": (*CELERY, "beat"),
        }
        starts: Mapping[str, Callable[[], subprocess.Popen[bytes]]] = {
            "broker": lambda: broker.launch(program, self.folder),
            **{name: self._starting(words) for name, words in commands.items()},
        }
        self.parts = {name: Part(name, starts[name]) for name in parts}
        self.down: set[str] = set()
        self.revives = True
        self.is_open = threading.Event()

    def _starting(self, words: tuple[str, ...]) -> Callable[[], "subprocess.Popen[bytes]"]:
        def start() -> "subprocess.Popen[bytes]":
            out = self.log.open("ab") if self.log else subprocess.DEVNULL
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=os.environ | {"DJANGO_SETTINGS_MODULE": "pace.settings"} | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=broker.die_with_parent,
            )

        return start

    def __enter__(self) -> "House":
        self.company = company(list(self.parts.values()))
        self.company.__enter__()
        # What the kernel ends with its parent ends with the thread that started it: this one.
        self.look_after()
        self.is_open.set()
        self.keeper = threading.Thread(target=self._keep, daemon=True)
        self.keeper.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.is_open.clear()
        self.keeper.join()
        for part in self.parts.values():
            part.tell(signal.SIGKILL)
        self.company.__exit__(None, None, None)
        broker.remove(self.folder)

    def look_after(self) -> None:
        if self.revives:
            revive(CLUSTER.server)
        for name, part in self.parts.items():
            if name not in self.down:
                part.look_after()

    def _keep(self) -> None:
        while self.is_open.is_set():
            self.look_after()
            time.sleep(LOOKS_EVERY)

    def pid(self, name: str) -> int:
        return int(self.parts[name].process.pid)

    def kill(self, pid: int) -> None:
        os.kill(pid, 9)


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z" and int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def busiest(pids: list[int]) -> int:
    """Whichever works at this moment."""
    before = {pid: ticks(pid) for pid in pids}
    time.sleep(0.3)
    return max(pids, key=lambda pid: ticks(pid) - before[pid])


def ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def eventually(happens: Callable[[], bool], *, within: float) -> float | None:
    """Seconds until it was so; None where it was not in time. A database away is “not yet”."""
    since = time.monotonic()
    while (spent := time.monotonic() - since) < within:
        if happens():
            return spent
        time.sleep(0.05)
    return None
