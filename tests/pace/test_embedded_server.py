import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from pace.embedded.binaries import NoDatabase
from pace.embedded.postmaster import living_pid, revive
from pace.embedded.server import LONGEST_SOCKET_FOLDER, Server
from pace.embedded.serving import serving

ROOT = Path(__file__).resolve().parent.parent.parent
# A user of the server in a process of its own: says when it is in, stays until it is killed.
USER = """
import sys
from pathlib import Path
from pace.embedded.server import Server
from pace.embedded.serving import serving
with serving(Server(Path(sys.argv[1]), throw_away=True)):
    print("in", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A cluster below a folder closed to others, with a space in its path."""
    home = tmp_path_factory.mktemp("a server") / "postgres"
    yield Server(home, throw_away=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def killed_user(server: Server) -> Iterator["subprocess.Popen[str]"]:
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(server.home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert user.stdout and user.stdout.readline() == "in\n"
    user.kill()
    user.communicate()
    yield user


def postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def asked(server: Server, question: str) -> str:
    connection = server.connect()
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0]
    connection.close()
    return str(answer)


def test_it_answers_inside_the_block_and_is_gone_after_it(server: Server) -> None:
    with serving(server):
        assert server.is_answering()
        socket_folder = server.socket_folder
    assert not server.is_answering()
    assert not (server.data / "postmaster.pid").exists()
    assert not socket_folder.exists()


def test_it_listens_on_a_short_private_socket_only(server: Server) -> None:
    with serving(server):
        assert asked(server, "SHOW listen_addresses") == ""
        assert len(str(server.socket_folder)) <= LONGEST_SOCKET_FOLDER
        assert server.socket_folder.stat().st_mode & 0o777 == 0o700


def test_a_password_is_asked_for_and_kept_from_others(server: Server) -> None:
    with serving(server):
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(
                host=str(server.socket_folder), user="pace", dbname="postgres", password="guess"
            )
        assert server.secret_file.stat().st_mode & 0o777 == 0o600
        assert server.password("pace_app") != server.password("pace")


def test_a_second_user_shares_it_and_the_last_one_stops_it(server: Server) -> None:
    with serving(server):
        started = postmaster(server)
        with serving(server):
            assert postmaster(server) == started
        assert server.is_answering()
    assert not server.is_answering()


def test_a_server_left_by_a_killed_user_is_taken_over(
    server: Server, killed_user: "subprocess.Popen[str]"
) -> None:
    left = postmaster(server)
    with serving(server):
        assert postmaster(server) == left
    assert not server.is_answering()


def test_what_was_committed_survives_killing_the_server_and_its_user(
    server: Server, killed_user: "subprocess.Popen[str]"
) -> None:
    with server.connect().cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")
        cursor.execute("CREATE TABLE kept AS SELECT 41 + 1 AS n")
    os.kill(postmaster(server), signal.SIGKILL)
    with serving(server):
        assert asked(server, "SELECT n FROM kept") == "42"


def test_killed_under_its_users_it_comes_back_where_they_look_for_it(server: Server) -> None:
    with serving(server):
        place = server.socket_folder
        os.kill(postmaster(server), signal.SIGKILL)
        while living_pid(server):
            time.sleep(0.01)
        revive(server)
        assert (server.socket_folder, asked(server, "SELECT 42")) == (place, "42")


def test_a_pid_that_went_to_another_program_is_not_taken_for_the_server(server: Server) -> None:
    with serving(server):
        pass
    stale = f"{os.getpid()}\n{server.data}\n1\n5432\n/nowhere\n\n1 1\nready\n"
    (server.data / "postmaster.pid").write_text(stale)
    with serving(server):
        assert postmaster(server) != os.getpid()


def test_a_server_whose_socket_was_swept_away_is_replaced(
    server: Server, killed_user: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pace.embedded.postmaster.RETRIES_FOR", 0.5)
    left = postmaster(server)
    shutil.rmtree(server.socket_folder)
    with serving(server):
        assert postmaster(server) != left
        assert server.is_answering()


def test_the_data_of_another_version_is_refused_in_a_sentence(server: Server) -> None:
    with serving(server):
        pass
    version = server.data / "PG_VERSION"
    kept = version.read_text()
    version.write_text("12\n")
    try:
        with pytest.raises(NoDatabase, match="is of PostgreSQL 12"), serving(server):
            pass
    finally:
        version.write_text(kept)


def test_programs_that_are_not_there_are_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACE_PG_BIN", str(tmp_path))
    with pytest.raises(NoDatabase, match="Name the bin folder"), serving(Server(tmp_path / "home")):
        pass
