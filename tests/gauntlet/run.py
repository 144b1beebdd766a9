"""Runs the long figures of security.md one after the other, and writes docs/figures.md.

    python -m tests.gauntlet.run [16]

A figure that this commit has passed already is not run again; FORCE=1 runs it all the same.
"""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.gauntlet.ground import COUNTED, ROOT

FIGURES = ROOT / "docs" / "figures.md"
HEAD = """# Figures

What `make gauntlet` last measured, by the numbers of the security goal. `make gauntlet G=1` runs
one figure; a figure that the commit has passed is not run again, `FORCE=1` runs it all the same.

| figure | what | date | commit | result |
|---|---|---|---|---|
"""
ROW = re.compile(r"^\| (G\d+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
Rows = dict[str, tuple[str, ...]]


def main() -> int:
    wanted = {f"G{int(each)}" for each in sys.argv[1:] if each}
    commit, failed = commit_of_the_tree(), 0
    for script in sorted(Path(__file__).parent.glob("g[0-9][0-9]_*.py")):
        figure = f"G{int(script.stem[1:3])}"
        if wanted and figure not in wanted:
            continue
        if is_done(figure, commit):
            print(f"{figure} has been passed by {commit}.")
            continue
        failed += run(figure, script, commit)
    return 1 if failed else 0


def commit_of_the_tree() -> str:
    """The commit, marked where files differ from it: such a figure is always run anew."""
    short = _git("rev-parse", "--short", "HEAD")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/figures.md")
    return f"{short} and changes" if changed else short


def _git(*words: str) -> str:
    asked = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return asked.stdout.strip() or ("unknown" if asked.returncode else "")


def is_done(figure: str, commit: str) -> bool:
    known = figures_known().get(figure)
    passed = known is not None and known[3] == commit and known[4].endswith(", 0 failed")
    return passed and " " not in commit and commit != "unknown" and not os.environ.get("FORCE")


def run(figure: str, script: Path, commit: str) -> bool:
    """Run one; whether it failed. The script's own output is passed on as it comes."""
    print(f"== {figure} {script.stem}", flush=True)
    began, lines = datetime.now(UTC), []
    module = f"tests.gauntlet.{script.stem}"
    with subprocess.Popen(
        [sys.executable, "-m", module], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout or []:
            print(line, end="", flush=True)
            lines.append(line)
    counted = COUNTED.findall("".join(lines))
    result = "{} passed, {} failed".format(*counted[-1]) if counted else "0 passed, 1 failed"
    seconds = int((datetime.now(UTC) - began).total_seconds())
    what = f"{script.stem[4:].replace('_', ' ')}, {seconds} s"
    write(figure, (figure, what, began.date(), commit, result))
    return bool(running.returncode) or not result.endswith(", 0 failed")


def figures_known() -> Rows:
    text = FIGURES.read_text(encoding="utf-8") if FIGURES.exists() else ""
    return {found[0]: tuple(part.strip() for part in found) for found in ROW.findall(text)}


def write(figure: str, row: tuple[object, ...]) -> None:
    rows = figures_known() | {figure: tuple(str(part) for part in row)}
    told = [f"| {' | '.join(rows[key])} |" for key in sorted(rows, key=lambda key: int(key[1:]))]
    FIGURES.write_text(HEAD + "\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
