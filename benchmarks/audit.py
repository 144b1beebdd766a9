"""What the audit's chain costs: entries appended, in bulk and one by one, then verified.

One run, in one database that is its own and thrown away, unless DATABASE_URL names one.

    .venv/bin/python -m benchmarks.audit --entries 200000
"""

import argparse
import os
import tempfile
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import django

from pace.embedded.starting import database_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
AFTERWARDS = ExitStack()
if not os.environ.get("DATABASE_URL"):
    # Never the database that a demo keeps.
    os.environ["PACE_DATA"] = AFTERWARDS.enter_context(tempfile.TemporaryDirectory())
AFTERWARDS.enter_context(database_for(["audit"]))
django.setup()

from django.db import connection  # noqa: E402

from accounts.actors import Actor, system_actor  # noqa: E402
from accounts.audit.anchors import read_anchors  # noqa: E402
from accounts.audit.reading import auditors_connection, chains_of  # noqa: E402
from accounts.audit.verifying import verify_audit  # noqa: E402
from accounts.door import entered  # noqa: E402
from accounts.models import AuditEntry, Authority  # noqa: E402
from accounts.services import audit_entry, write_audit_entry  # noqa: E402

CHUNK = 500
THREADS = 8


def one_of(actor: Actor) -> AuditEntry:
    return audit_entry(
        by=actor,
        act="child.view",
        subject_kind="child",
        subject_id=uuid.uuid4(),
        reason="Allocated to the child",
        detail={"shown": [str(uuid.uuid4())]},
    )


def append_in_bulk(actors: list[Actor], entries: int) -> int:
    for number in range(entries // CHUNK):
        actor = actors[number % len(actors)]
        with entered(actor):
            AuditEntry.objects.bulk_create(one_of(actor) for _ in range(CHUNK))
    return entries // CHUNK * CHUNK


def append_one_by_one(actors: list[Actor], entries: int) -> int:
    """Each in a transaction of its own, as a request is, by several at once."""

    def work(thread: int) -> None:
        actor = actors[thread % len(actors)]
        for _ in range(entries // THREADS):
            with entered(actor):
                write_audit_entry(by=actor, act="child.view", subject_id=uuid.uuid4())
        connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, range(THREADS)))
    return entries // THREADS * THREADS


def verify() -> int:
    with chains_of(auditors_connection()) as chains:
        done = verify_audit(chains, read_anchors(Path(os.devnull)))
    if done.breaks:
        raise SystemExit(f"{len(done.breaks)} breaks; the first: {done.breaks[0]}")
    return done.checked


def timed(label: str, work: Callable[[], int]) -> None:
    started = time.perf_counter()
    done = work()
    took = time.perf_counter() - started
    print(f"{label}: {done:,} in {took:.2f} s, {done / took:,.0f} a second", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    entries = parser.parse_args().entries
    with AFTERWARDS:
        actors = [system_actor(each) for each in Authority.objects.all()[:THREADS]]
        timed(f"appended, {CHUNK} a transaction", lambda: append_in_bulk(actors[:3], entries))
        for several, words in ((1, "one authority"), (THREADS, f"{THREADS} authorities")):
            timed(
                f"appended one by one by {THREADS} at once, {words}",
                lambda several=several: append_one_by_one(actors[:several], 8_000),
            )
        timed("verified", verify)
        timed("verified again", verify)
        connection.close()


if __name__ == "__main__":
    main()
