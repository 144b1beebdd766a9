"""`make demo`: the project's own database, invented children in it, and the pages served."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

from pace.embedded.binaries import NoDatabase
from pace.embedded.postmaster import stop
from pace.embedded.serving import is_alone
from pace.embedded.starting import ROOT, database_for, own_server

PR_SET_PDEATHSIG = 1
# What a killed demonstration served is gone within this time, and its port free again.
PORT_FREE_WITHIN = 5.0


def main(arguments: Sequence[str]) -> int:
    os.chdir(ROOT)
    die_with_parent()
    port = os.environ.get("PORT") or "8000"
    os.environ |= {
        "PACE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "pace.settings",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    try:
        if "--reset" in arguments:
            forget()
            return load()
        refuse_taken(port)
        return load(then_serve=port)
    except KeyboardInterrupt:
        return 0
    except NoDatabase as sentence:
        print(sentence, file=sys.stderr)
        return 1


def load(then_serve: str = "") -> int:
    with database_for(["load_demo"]):
        loaded = subprocess.run([sys.executable, "manage.py", "load_demo"], check=False)
        if loaded.returncode or not then_serve:
            return loaded.returncode
        return serve(then_serve)


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


def serve(port: str) -> int:
    """Until Ctrl-C, or until gunicorn ends of itself."""
    print(f"\nOpen http://127.0.0.1:{port}   (Ctrl-C stops everything)", flush=True)
    command = [
        *(sys.executable, "-m", "gunicorn", "pace.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--threads", "4", "--log-level", "warning"),
        "--no-control-socket",
    ]
    web = subprocess.Popen(command, preexec_fn=die_with_parent)
    try:
        return web.wait()
    finally:
        web.terminate()
        web.wait()


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
