"""A run starts on a copy of a migrated cluster: never of a stale one, nor of half of one."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pace.embedded.binaries import NoDatabase
from tests import migrated_cluster
from tests.migrated_cluster import KEPT, KEPT_FOR, ROOT, copy_to


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one migration and its data, and a folder of its own for what is kept."""
    tree, runs = tmp_path / "tree", tmp_path / "runs"
    runs.mkdir()
    for name in ("cases/migrations/0001_children.py", "cases/data/kinds_1.json"):
        (tree / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "requirements.txt", tree / name)
    monkeypatch.setattr(migrated_cluster, "ROOT", tree)
    monkeypatch.setattr(migrated_cluster, "folder", lambda: runs)
    return tree


@pytest.fixture
def made(tree: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where clusters were made; making one is quick here."""
    homes: list[Path] = []

    def make(home: Path) -> None:
        homes.append(home)
        (home / "cluster").mkdir(mode=0o700)
        (home / "secret").touch(mode=0o600)

    monkeypatch.setattr(migrated_cluster, "_make", make)
    return homes


@pytest.fixture
def run(tmp_path: Path) -> Callable[[], bool]:
    """One run begins: whether it found a migrated cluster in its home."""
    homes = iter(tmp_path / f"home{number}" for number in range(2 * KEPT))

    def begins() -> bool:
        home = next(homes)
        home.mkdir()
        return copy_to(home) and (home / "cluster").is_dir() and (home / "secret").is_file()

    return begins


def test_the_second_run_copies_what_the_first_made(
    made: list[Path], run: Callable[[], bool]
) -> None:
    assert run() and run()
    assert len(made) == 1


@pytest.mark.parametrize("name", ["cases/migrations/0001_children.py", "cases/data/kinds_1.json"])
def test_a_changed_migration_or_its_data_is_migrated_anew(
    name: str, tree: Path, made: list[Path], run: Callable[[], bool]
) -> None:
    run()
    with open(tree / name, "a") as file:
        file.write(" ")
    assert run()
    assert len(made) == 2


def test_what_could_not_be_migrated_is_not_kept(
    tree: Path, run: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(home: Path) -> None:
        (home / "cluster").mkdir()
        raise NoDatabase("cases.0001_children: no such column")

    monkeypatch.setattr(migrated_cluster, "_make", fail)
    assert not run()
    assert [each.name for each in kept(tree)] == []
    assert [each.name for each in tree.with_name("runs").glob("pace-test-*")] == []


def test_what_changed_while_it_was_migrated_is_not_kept(
    tree: Path, run: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_and_change(home: Path) -> None:
        (tree / "cases/data/kinds_1.json").write_text("{}", encoding="utf-8")

    monkeypatch.setattr(migrated_cluster, "_make", make_and_change)
    assert not run()
    assert [each.name for each in kept(tree)] == []


def test_what_nobody_used_for_two_days_goes(
    tree: Path, made: list[Path], run: Callable[[], bool]
) -> None:
    run()
    [old] = kept(tree)
    long_ago = time.time() - KEPT_FOR - 1
    os.utime(old, (long_ago, long_ago))
    (tree / "requirements.txt").touch()
    run()
    assert old not in kept(tree)


def test_no_more_are_kept_than_there_is_room_for(
    tree: Path, made: list[Path], run: Callable[[], bool]
) -> None:
    for number in range(KEPT + 2):
        (tree / "requirements.txt").write_text(str(number), encoding="ascii")
        run()
    assert len(kept(tree)) == KEPT


def kept(tree: Path) -> list[Path]:
    shelves = tree.with_name("runs").glob("pace-clusters-*")
    return [each for shelf in shelves for each in shelf.iterdir() if each.is_dir()]
