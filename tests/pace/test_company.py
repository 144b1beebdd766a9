"""Processes kept together: started again when they die, gone when their keeper goes."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from pace.embedded import company as module
from pace.embedded.company import Part, company, forked


def sleeper() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(["sleep", "60"], start_new_session=True)


def stubborn() -> "subprocess.Popen[bytes]":
    """Does not hear SIGTERM; says when it no longer does."""
    words = ["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 60; done"]
    started = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=True)
    assert started.stdout is not None
    started.stdout.readline()
    started.stdout.close()
    return started


def ended(part: Part) -> bool:
    until = time.monotonic() + 5
    while part.process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    return part.process.poll() is not None


def test_one_that_dies_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_MOST_EVERY", 0)
    part = Part("sleeper", sleeper)
    with company([part]):
        assert [part.look_after(), part.look_after()] == [True, False]
        first = part.process.pid
        os.kill(first, signal.SIGKILL)
        assert ended(part)
        assert part.look_after()
        assert part.process.pid != first
    assert ended(part)


def test_one_that_dies_at_once_is_not_started_without_a_pause() -> None:
    part = Part("sleeper", sleeper)
    with company([part]):
        part.look_after()
        os.kill(part.process.pid, signal.SIGKILL)
        assert ended(part)
        assert not part.look_after()


def test_one_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOPS_WITHIN", 0.05)
    part = Part("stubborn", stubborn)
    with company([part]):
        part.look_after()
    assert ended(part)


def test_a_copy_of_this_process_never_comes_back_into_its_code(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def work() -> None:
        note.write_text(f"{os.getsid(0) == os.getpid()}")
        raise SystemExit(7)

    part = Part("copy", lambda: forked(work))
    with company([part]):
        part.look_after()
        assert ended(part)
    assert (part.process.poll(), note.read_text()) == (7, "True")
