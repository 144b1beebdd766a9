"""Kill one process of the whole at a moment of a long import, and judge what is there after."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from accounts.models import Job
from pace.embedded.postmaster import living_pid
from pace.roles import APP
from tests.gauntlet.going import Going
from tests.gauntlet.house import House, busiest, children_of, eventually
from tests.gauntlet.long_import import JOB, REGISTERED, Eyes, Whole, asked, people
from tests.gauntlet.registering import Registering
from tests.throw_away_database import CLUSTER, WORK

DONE_WITHIN = 90.0
LOG = Path(os.environ["GAUNTLET_LOG"]) if "GAUNTLET_LOG" in os.environ else None


def victims(house: House, eyes: Eyes) -> dict[str, Callable[[], int]]:
    return {
        "gunicorn worker": lambda: random.choice(children_of(house.pid("web"))),
        "gunicorn master": lambda: house.pid("web"),
        "Celery child": lambda: busiest(children_of(house.pid("worker"))),
        "Celery parent": lambda: house.pid("worker"),
        "beat": lambda: house.pid("beat"),
        "broker": lambda: house.pid("broker"),
        "a backend": lambda: eyes.backends()[0],
        "postmaster": lambda: living_pid(CLUSTER.server) or 0,
    }


NAMES = tuple(victims(None, Eyes()))  # type: ignore[arg-type]


class Watching(Going):
    """Looks all the time whether a child is there with a part of what it must have."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.looks = 0
        self.halves: list[str] = []

    def _go(self) -> None:
        eyes = Eyes()
        while self.goes_on:
            seen = eyes.children()
            self.looks += seen is not None
            self.halves += wrong(seen or {}, self.whole)
            time.sleep(0.2)
        eyes.close()


def wrong(seen: Whole, whole: Whole) -> list[str]:
    return [ref for ref, counts in seen.items() if whole.get(ref) != counts]


def afresh() -> None:
    """A database as it was made, whose word counts: test runs' own are not asked to wait for
    the log to be written, and would lose what a killed server had acknowledged."""
    connections.close_all()
    CLUSTER.copy(WORK)
    with CLUSTER.server.connect().cursor() as cursor:
        cursor.execute(f"ALTER ROLE {APP} SET synchronous_commit = on")


def without_a_kill() -> tuple[Whole, str, float]:
    """What there must be, what the job says then, and how long it takes."""
    afresh()
    eyes = Eyes()
    with House(log=LOG, parts=("broker", "worker", "beat")):
        job = asked(people()[0])
        spent = eventually(lambda: finished(job, eyes), within=600)
        assert spent is not None, eyes.see(JOB, str(job.public_id))
    whole, told = eyes.children(), eyes.see(JOB, str(job.public_id))
    eyes.close()
    assert whole and told and told[0][0] == "done", told
    return whole, told[0][3], spent


def finished(job: Job, eyes: Eyes) -> bool:
    told = eyes.see(JOB, str(job.public_id))
    return bool(told) and told[0][0] in {"done", "failed", "stopped"}


def reached(job: Job, share: float, eyes: Eyes) -> bool:
    told = eyes.see(JOB, str(job.public_id))
    return bool(told) and bool(told[0][2]) and told[0][1] >= share * told[0][2]


def killed(name: str, share: float, whole: Whole, sentence: str) -> list[str]:
    """What went wrong; nothing, if all is as it must be."""
    afresh()
    eyes = Eyes()
    manager, worker = people()
    with House(log=LOG) as house:
        registering = Registering(worker, house.port)
        if not eventually(lambda: registering.status("GET", "/healthz") == 200, within=60):
            return ["the web did not start"]
        job = asked(manager)
        connections.close_all()
        with Watching(whole) as watching, registering:
            if not eventually(lambda: reached(job, share, eyes), within=300):
                return ["the import did not get that far"]
            house.kill(victims(house, eyes)[name]())
            spent = eventually(lambda: finished(job, eyes), within=DONE_WITHIN)
            alive = eventually(lambda: registering.status("GET", "/healthz") == 200, within=30)
    faults = judged(job, eyes, whole, sentence, registering)
    faults += [f"half-visible: {watching.halves[:3]}"] if watching.halves else []
    faults += ["not done in time"] if spent is None else []
    faults += ["the web did not come back"] if alive is None else []
    took = "never" if spent is None else f"{spent:.0f} s"
    print(
        f"  {name} at {share:.0%}: done after {took}, {watching.looks} looks, "
        f"{len(registering.acknowledged)} writes acknowledged, {len(registering.unsure)} not"
        f"{': ' + '; '.join(faults) if faults else ''}",
        flush=True,
    )
    return faults


def judged(
    job: Job, eyes: Eyes, whole: Whole, sentence: str, registering: Registering
) -> list[str]:
    seen, told = eyes.children() or {}, eyes.see(JOB, str(job.public_id))
    kept = dict(eyes.see(REGISTERED) or [])
    eyes.close()
    lost = [ref for ref in registering.acknowledged if kept.get(ref) != 1]
    faults = [f"{len(set(whole) - set(seen))} children lost"] if set(whole) - set(seen) else []
    faults += [f"doubled or partial: {wrong(seen, whole)[:3]}"] if wrong(seen, whole) else []
    if not told or told[0][3] != sentence:
        faults.append(f"the job says {told}")
    faults += [f"acknowledged and lost: {lost[:3]}"] if lost else []
    faults += ["no write was acknowledged"] if not registering.acknowledged else []
    return faults


def kill_all(moments: int, only: str) -> int:
    dice = random.Random(os.environ.get("SEED", "16"))
    whole, sentence, spent = without_a_kill()
    print(f"Undisturbed: {len(whole)} children in {spent:.0f} s. {sentence}", flush=True)
    passed = failed = 0
    for name in NAMES:
        for _ in range(moments if only in ("", name) else 0):
            faults = killed(name, dice.uniform(0.02, 0.9), whole, sentence)
            passed, failed = passed + (not faults), failed + bool(faults)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
