"""`make demo`: the project's own database and broker, invented children, the pages, a worker.

This process keeps the others: one that dies is started again, and all go when it goes.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import Any

import django
from django.core.management import CommandError, call_command
from django.db import connections
from gunicorn.app.base import BaseApplication

from pace.embedded.binaries import NoDatabase
from pace.embedded.broker import broker_for, die_with_parent
from pace.embedded.company import Part, company, forked, keep
from pace.embedded.postmaster import revive, stop
from pace.embedded.serving import is_alone
from pace.embedded.starting import ROOT, data_folder, database_for, own_server

# What works behind the pages, in Celery's words.
BEHIND = {
    "worker": ("worker", "--concurrency", "2", "--without-gossip", "--without-mingle"),
    "beat": ("beat",),
}
# Celery's word against root is for servers; what it reads here is its own JSON.
UNSAID = ("-W", "ignore:You're running the worker")
PAGES_WITHIN = 20.0
# What a killed demonstration served is gone within this time, and its port free again.
PORT_FREE_WITHIN = 5.0


class Web(BaseApplication):
    """Gunicorn in a copy of this process: the pages are loaded once."""

    def __init__(self, port: str) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"127.0.0.1:{self.port}",
            "workers": 2,
            "threads": 4,
            "loglevel": "warning",
            "preload_app": True,
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        application: Callable[..., Any] = import_module("pace.wsgi").application
        return application


def main(arguments: Sequence[str]) -> int:
    os.chdir(ROOT)
    die_with_parent()
    # Started in the background, a shell has Ctrl-C ignored; we still mean to stop in order.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    port = os.environ.get("PORT") or "8000"
    os.environ |= {
        "PACE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "pace.settings",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    try:
        if "--reset" in arguments:
            forget()
        else:
            refuse_taken(port)
        with database_for(["load_demo"]), broker_for(data_folder()) as brokers:
            load()
            if "--reset" not in arguments:
                serve(port, brokers)
    except KeyboardInterrupt:
        return 0
    except (NoDatabase, CommandError) as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


def load() -> None:
    django.setup()
    call_command("load_demo")
    connections.close_all()


def serve(port: str, brokers: list[Part]) -> None:
    """Until Ctrl-C: the pages first, and what works behind them once they answer."""
    server = own_server()
    first = [*brokers, Part("web", partial(forked, partial(pages, port)))]
    behind = [Part(name, partial(behind_the_pages, name)) for name in BEHIND] if jobs() else []
    with company([*first, *behind]):
        for part in first:
            part.look_after()
        wait_for(port)
        print(f"\nOpen http://127.0.0.1:{port}   (Ctrl-C stops everything)", flush=True)
        if not behind:
            print("No broker here: python manage.py run_jobs does what waits.", flush=True)
        keep([*first, *behind], lambda: revive(server))


def pages(port: str) -> None:
    die_with_parent()
    Web(port).run()


def jobs() -> bool:
    return bool(os.environ.get("REDIS_URL"))


def wait_for(port: str) -> None:
    """Until the pages answer; whatever hinders them is told by gunicorn."""
    give_up_at = time.monotonic() + PAGES_WITHIN
    while time.monotonic() < give_up_at:
        with suppress(OSError), socket.create_connection(("127.0.0.1", int(port)), timeout=1):
            return
        time.sleep(0.05)


def behind_the_pages(name: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, *UNSAID, "-m", "celery", "--quiet", "--app", "pace", *BEHIND[name]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def forget() -> None:
    """Remove the demonstration's database. NoDatabase while something still uses it."""
    server = own_server()
    if not server.home.exists():
        return
    with open(server.home / "users.lock", "w") as users:
        if not is_alone(users):
            raise NoDatabase(
                "A demonstration or a command still uses this database. Stop it (Ctrl-C in its "
                "window), then run make reset again."
            )
        stop(server)
        shutil.rmtree(server.home)


def refuse_taken(port: str) -> None:
    """Exits with a sentence when another program listens on the port."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port!r}; give a number such as 8001.")
    give_up_at = time.monotonic() + PORT_FREE_WITHIN
    while is_taken(int(port)):
        if time.monotonic() > give_up_at:
            sys.exit(f"Another program listens on port {port}. Try: make demo PORT=8001")
        time.sleep(0.1)


def is_taken(port: int) -> bool:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
