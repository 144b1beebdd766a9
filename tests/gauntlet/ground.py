"""What the long runs stand on: a PostgreSQL of their own, and Django in this process."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COUNTED = re.compile(r"(\d+) passed, (\d+) failed")


def prepare() -> None:
    """The run's own database first, because the settings read its address; then Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    from tests.throw_away_database import make_ready

    django.setup()
    make_ready()


def in_parts(module: str, parts: int) -> int:
    """The same script, once for each part, side by side; their counts added up."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module, "--part", f"{part}/{parts}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(parts)
    ]
    passed = failed = 0
    for each in running:
        told, _ = each.communicate()
        print(*told.splitlines()[:-1], sep="\n")
        counted = COUNTED.findall(told)
        passed += sum(int(n) for n, _ in counted)
        failed += sum(int(n) for _, n in counted) + (not counted)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def by_pytest(*files: str) -> int:
    """The tests of these files, counted in the gauntlet's words."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--tb=short", *files],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PACE_WHOLE": "1"},
    )
    dots = re.findall(r"^([.FEs]+)(?:\s+\[ *\d+%\])?$", done.stdout, re.MULTILINE)
    passed = sum(line.count(".") for line in dots)
    failed = sum(line.count("F") + line.count("E") for line in dots)
    if done.returncode:
        print(done.stdout[-5000:])
    print(f"{passed} passed, {max(failed, int(done.returncode != 0))} failed")
    return done.returncode
