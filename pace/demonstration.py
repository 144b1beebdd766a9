"""`make demo`: the project's own database, invented children in it, and the pages served."""

import ctypes
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import django
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from pace.embedded.binaries import NoDatabase
from pace.embedded.postmaster import stop
from pace.embedded.serving import is_alone
from pace.embedded.starting import ROOT, database_for, own_server
from pace.second_wall import refuse_an_open_wall

PR_SET_PDEATHSIG = 1
# What a killed demonstration served is gone within this time, and its port free again.
PORT_FREE_WITHIN = 5.0


class Web(BaseApplication):
    """Gunicorn in this process: the pages are loaded once, and one process holds all the rest."""

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
        refuse_an_open_wall()
        connections.close_all()
        return get_wsgi_application()


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
        with database_for(["load_demo"]):
            load()
            if "--reset" not in arguments:
                serve(port)
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


def serve(port: str) -> None:
    """Until Ctrl-C."""
    print(f"\nOpen http://127.0.0.1:{port}   (Ctrl-C stops everything)", flush=True)
    Web(port).run()


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


def die_with_parent() -> None:
    """End in order when whoever started us is killed, so that nothing keeps the port (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
