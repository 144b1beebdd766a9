"""The demonstration's own broker: on a private socket, found by commands, gone with its keeper."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pace.embedded import broker

ROOT = Path(__file__).resolve().parent.parent.parent
KEEPER = """
import sys, time
from pathlib import Path
from pace.embedded import broker
folder = Path(sys.argv[1])
started = broker.launch(broker.program(), folder)
while not broker.answers(folder):
    time.sleep(0.01)
print(started.pid, flush=True)
sys.stdin.read()
"""
pytestmark = pytest.mark.skipif(broker.program() is None, reason="no broker for this machine")


@pytest.fixture(autouse=True)
def unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "")


def test_a_command_finds_it_while_it_runs(tmp_path: Path) -> None:
    with broker.broker_for(tmp_path) as (part,):
        part.look_after()
        folder = broker.announced(tmp_path)
        assert folder is not None
        until = time.monotonic() + 5
        while not broker.answers(folder) and time.monotonic() < until:
            time.sleep(0.01)
        assert broker.announced_url(tmp_path) == os.environ["REDIS_URL"]
        assert folder.stat().st_mode & 0o077 == 0
        part.tell(signal.SIGTERM)
        part.process.wait()
    assert (broker.announced_url(tmp_path), folder.exists()) == ("", False)


def test_one_that_is_named_is_used_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6379/0")
    with broker.broker_for(tmp_path) as parts:
        assert (parts, os.environ["REDIS_URL"]) == ([], "redis://elsewhere:6379/0")


def test_without_the_wheel_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "program", lambda: None)
    with broker.broker_for(tmp_path) as parts:
        assert (parts, os.environ["REDIS_URL"]) == ([], "")


def test_what_a_killed_demonstration_left_is_swept(tmp_path: Path) -> None:
    left = broker.new_folder()
    (tmp_path / broker.ANNOUNCED).write_text(str(left))
    assert broker.announced_url(tmp_path) == ""
    with broker.broker_for(tmp_path):
        assert not left.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel does it on Linux only")
def test_it_ends_when_its_keeper_is_killed() -> None:
    folder = broker.new_folder()
    with subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as keeper:
        assert keeper.stdout is not None
        keeper.stdout.readline()
        keeper.kill()
    until = time.monotonic() + 5
    while broker.answers(folder) and time.monotonic() < until:
        time.sleep(0.01)
    assert not broker.answers(folder)
    broker.remove(folder)
