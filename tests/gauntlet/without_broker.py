"""What people and their jobs notice while the broker is away: nothing, and that they wait."""

import json
import time
import urllib.error
import urllib.request
from typing import Any

from tests.gauntlet.house import House, eventually
from tests.gauntlet.killing import LOG, afresh, finished
from tests.gauntlet.long_import import REGISTERED, Eyes, asked, people
from tests.gauntlet.registering import Registering

RESUMES_WITHIN = 60.0
SHORT = 170
PAGES = ("/my-work/", "/children/", "/notices/", "/acting-as/")
OK = 200


def without_broker(seconds: float) -> int:
    afresh()
    eyes = Eyes()
    manager, worker = people()
    checks: dict[str, bool] = {}
    with House(log=LOG) as house:
        registering = Registering(worker, house.port)
        eventually(lambda: readiness(house).get("status") == "ready", within=60)
        checks["ready before"] = readiness(house).get("status") == "ready"
        house.down.add("broker")
        house.kill(house.pid("broker"))
        with registering:
            job = asked(manager, SHORT)
            statuses = looked_at(registering, house, seconds)
        checks["degraded all the time"] = statuses.pop("/readyz", set()) == {"degraded"}
        checks["every page answered"] = all(seen == {OK} for seen in statuses.values())
        checks["every write acknowledged"] = bool(registering.acknowledged) and not (
            registering.unsure
        )
        kept = dict(eyes.see(REGISTERED) or [])
        checks["every acknowledged write kept"] = set(registering.acknowledged) <= set(kept)
        checks["the job waited"] = not finished(job, eyes)
        house.down.clear()
        spent = eventually(lambda: finished(job, eyes), within=3 * RESUMES_WITHIN)
        checks["the job resumed within a minute"] = spent is not None and spent < RESUMES_WITHIN
        well = eventually(lambda: readiness(house).get("status") == "ready", within=60)
        checks["ready after"] = well is not None
    eyes.close()
    print(f"  pages: {statuses}, {len(registering.acknowledged)} writes, job after {spent}")
    for told, is_so in checks.items():
        print(f"  {'passed' if is_so else 'FAILED'}: {told}")
    print(f"{sum(checks.values())} passed, {len(checks) - sum(checks.values())} failed")
    return 0 if all(checks.values()) else 1


def looked_at(registering: Registering, house: House, seconds: float) -> dict[str, set[Any]]:
    """The statuses of each page, and what /readyz says, as long as the broker is away."""
    until = time.monotonic() + seconds
    seen: dict[str, set[Any]] = {}
    while time.monotonic() < until:
        for page in PAGES:
            seen.setdefault(page, set()).add(registering.status("GET", page))
        seen.setdefault("/readyz", set()).add(readiness(house).get("status"))
        time.sleep(0.2)
    return seen


def readiness(house: House) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{house.port}/readyz", timeout=5) as told:
            return dict(json.load(told))
    except urllib.error.HTTPError as unready:
        return dict(json.load(unready))
    except OSError:
        return {}
