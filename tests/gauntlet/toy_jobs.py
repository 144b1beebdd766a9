"""A kind of job for the short lanes: pairs of teams, and a place where it waits to be killed.

Imported by the worker under test (celery --include) and by the test that asks for it.
"""

import os
import time
from pathlib import Path

from accounts.jobs.kinds import JobKind, register
from accounts.jobs.running import JobRun
from accounts.models import Team

PAIRS = 4


def write_pairs(run: JobRun) -> None:
    for number in range(run.place.get("next", 0), PAIRS):
        with run.chunk() as chunk:
            for half in ("left", "right"):
                name = f"{run.arguments['name']} {number} {half}"
                Team.objects.create(authority=run.actor.authority, name=name)
                wait_at(run, number, half)
            chunk.done, chunk.place = 1, {"next": number + 1}
            chunk.counts = {"teams": 2}


def worker(gate: Path) -> Path:
    """Where the process that waits at the gate leaves its number."""
    return gate.with_suffix(".worker")


def wait_at(run: JobRun, number: int, half: str) -> None:
    """In the middle of a pair, until somebody has opened the gate."""
    gate = Path(run.arguments["gate"])
    if (number, half) == (2, "left"):
        worker(gate).with_suffix(".new").write_text(str(os.getpid()))
        worker(gate).with_suffix(".new").rename(worker(gate))
        while not gate.exists():
            time.sleep(0.02)


register(JobKind("write_pairs", "Write pairs", "import.run", write_pairs))
