"""Each fault injected into a running installation, and what its two probes then say."""

import os
import signal
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from pace.embedded.postmaster import living_pid
from tests.gauntlet.house import House, children_of, eventually
from tests.gauntlet.killing import LOG, afresh
from tests.gauntlet.long_import import Eyes, people
from tests.gauntlet.without_broker import readiness
from tests.throw_away_database import CLUSTER

READY = ("ready", "")
JOB = """
INSERT INTO accounts_job (public_id, authority_id, kind, request_id, asked_at, arguments, once_key,
    state, attempts, done, place, counts, sentence, lease_token, leased_until, finished_at)
SELECT gen_random_uuid(), min(id), %s, gen_random_uuid(), now() - %s::interval, '{}', '', %s,
    0, 0, '{}', '{}', '', gen_random_uuid(), now() - %s::interval, %s::timestamptz
FROM accounts_authority RETURNING 1
"""
WELL = """
UPDATE django_migrations SET applied = now() - interval '30 days';
INSERT INTO accounts_pulse VALUES ('beat', now()), ('worker', now())
    ON CONFLICT (name) DO UPDATE SET at = now();
DELETE FROM accounts_job;
INSERT INTO accounts_job (public_id, authority_id, kind, request_id, asked_at, arguments, once_key,
    state, attempts, done, place, counts, sentence, finished_at)
SELECT gen_random_uuid(), min(id), 'anchor_audit', gen_random_uuid(), now(), '{}', '', 'done',
    0, 0, '{}', '{}', '', now() FROM accounts_authority RETURNING 1
"""
BEAT_SILENT = "UPDATE accounts_pulse SET at = now() - interval '4 minutes' RETURNING 1"
UNANCHORED = "UPDATE accounts_job SET finished_at = now() - interval '26 hours' RETURNING 1"
UNMIGRATED = "DELETE FROM django_migrations WHERE app = 'aims' RETURNING app, name"


def probe() -> int:
    afresh()
    eyes = Eyes()
    people()
    passed = failed = 0
    with House(log=LOG, parts=("broker", "web")) as house:
        eventually(lambda: readiness(house) != {}, within=60)
        for told, fault, expected in faults(house, eyes):
            eyes.see(WELL)
            before = seen(house)
            with fault():
                during, alive = seen(house), healthz(house)
            back = eventually(lambda: (eyes.see(WELL), seen(house))[1] == READY, within=40)
            is_so = (before, during, alive) == (READY, expected, 200) and back is not None
            passed, failed = passed + is_so, failed + (not is_so)
            print(f"  {told}: {during}, healthz {alive}, well again {back is not None}", flush=True)
    eyes.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


Fault = tuple[str, Callable[[], AbstractContextManager[None]], tuple[str, str]]


def faults(house: House, eyes: Eyes) -> Iterator[Fault]:
    written = partial(by_statement, eyes)
    yield "the database is away", partial(killed, house), ("unready", "database")
    yield "the database hangs", hanging, ("unready", "database")
    yield "a migration was not run", partial(unmigrated, eyes), ("unready", "migrations")
    yield "beat is silent", partial(written, BEAT_SILENT), ("unready", "beat worker")
    waiting = ("import_run", "11 minutes", "waiting", "0", None)
    yield "a job waits", partial(written, JOB, *waiting), ("unready", "queue")
    left = ("import_run", "60 minutes", "running", "11 minutes", None)
    yield "a worker is gone", partial(written, JOB, *left), ("unready", "queue")
    yield "no anchor", partial(written, UNANCHORED), ("unready", "anchor")
    yield "the broker is away", partial(down, house), ("degraded", "broker")


def seen(house: House) -> tuple[str, str]:
    told = readiness(house)
    wrong = [name for name, word in told.get("checks", {}).items() if word not in ("ok", "none")]
    return str(told.get("status")), " ".join(sorted(wrong))


def healthz(house: House) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{house.port}/healthz", timeout=5) as told:
        return int(told.status)


@contextmanager
def by_statement(eyes: Eyes, statement: str, *values: object) -> Iterator[None]:
    assert eyes.see(statement, *values), "the fault was not injected"
    yield


@contextmanager
def unmigrated(eyes: Eyes) -> Iterator[None]:
    gone = eyes.see(UNMIGRATED) or []
    yield
    for app, name in gone:
        eyes.see("INSERT INTO django_migrations VALUES (DEFAULT, %s, %s, now())", app, name)


@contextmanager
def killed(house: House) -> Iterator[None]:
    """PostgreSQL is gone, and nobody starts it again meanwhile."""
    house.revives = False
    os.kill(living_pid(CLUSTER.server) or 0, signal.SIGKILL)
    yield
    house.revives = True


@contextmanager
def hanging() -> Iterator[None]:
    postmaster = living_pid(CLUSTER.server) or 0
    all_of_it = [postmaster, *children_of(postmaster)]
    for pid in all_of_it:
        os.kill(pid, signal.SIGSTOP)
    yield
    for pid in all_of_it:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def down(house: House) -> Iterator[None]:
    house.down.add("broker")
    os.kill(house.pid("broker"), signal.SIGKILL)
    yield
    house.down.clear()
