"""The invented world of the security checks: the same for the same seed, and never among people."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Membership
from accounts.roles import Role
from cases.models import Child, SealedIdentity
from milestones.clocks import check_clocks
from tests.factories import PersonFactory

ON = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


def write(folder: Path, name: str = "world.json", *, seed: int = 7, on: date = ON) -> bytes:
    call_command("demo_world", seed=seed, on=on, out=folder / name, verbosity=0)
    return (folder / name).read_bytes()


@pytest.fixture
def world(tmp_path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(write(tmp_path))
    return told


def alpha() -> Authority:
    return Authority.objects.get(code="S99000001")


def test_the_same_seed_gives_the_same_file_and_a_second_run_changes_nothing(
    tmp_path: Path,
) -> None:
    first = write(tmp_path)
    with entered(system_actor(alpha())):
        before = list(Child.objects.order_by("pk").values())
    assert write(tmp_path, "again.json") == first
    with entered(system_actor(alpha())):
        assert list(Child.objects.order_by("pk").values()) == before


def test_another_seed_or_real_people_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(CommandError, match="another seed"):
        write(tmp_path, seed=8)
    PersonFactory.create(email="somebody@highland.gov.uk")
    with pytest.raises(CommandError, match="may be real"):
        write(tmp_path)


def test_every_role_of_every_authority_signs_in(world: dict[str, Any]) -> None:
    assert [each["name"] for each in world["authorities"]] == ["Alpha", "Beta", "Gamma"]
    for council in world["authorities"]:
        assert [person["roles"] for person in council["people"]] == [[r] for r in Role.values]
    sw = world["authorities"][1]["people"][0]
    assert authenticate(username=sw["username"], password=sw["password"]) is not None


def test_celcis_has_no_live_role_where_no_agreement_is(world: dict[str, Any]) -> None:
    live = Membership.objects.live(on=ON).filter(role=Role.CELCIS)
    assert sorted(each.authority.name for each in live) == ["Alpha", "Beta"]


def test_each_state_is_there_as_it_is_told(world: dict[str, Any]) -> None:
    told = {each["story"]: each for each in world["authorities"][0]["children"]}
    assert {each["state"] for each in told.values()} == {"open", "restricted", "barred", "sealed"}
    with entered(system_actor(alpha())):
        for each in told.values():
            assert Child.objects.filter(public_id=each["public_id"]).count() == 1
        sealed = Child.objects.get(public_id=told["sealed"]["public_id"])
        assert sealed.sealed_on
        assert not sealed.family_name
        assert SealedIdentity.objects.get(child=sealed).child_ref == told["sealed"]["child_ref"]


def test_every_text_about_a_child_carries_a_canary(world: dict[str, Any]) -> None:
    """No text column of a row about a child is left without one, or is said here to be none."""
    found: set[str] = set()
    with entered(system_actor(alpha())), connection.cursor() as cursor:
        for table in tables_about_children():
            cursor.execute(f"SELECT to_jsonb(row) FROM {table} AS row")
            found |= {f"{table}.{name}" for (row,) in cursor for name in with_canary(row)}
    missing = {f"{table}.{name}" for table, name in text_columns()} - found
    assert missing <= WITHOUT_TEXT


def test_clocks_agree_with_the_facts(world: dict[str, Any]) -> None:
    assert all(not drift for _, drift in check_clocks(authority=alpha()))


def test_a_canary_stands_for_one_child_only(world: dict[str, Any]) -> None:
    children = [child for council in world["authorities"] for child in council["children"]]
    every = [canary for child in children for canary in child["canaries"] + child["reasons"]]
    assert len(every) == len(set(every)) > 1000
    assert all(re.fullmatch(r"[A-Za-z]{14}", canary) for canary in every)


# Columns of choices, codes and hashes, which hold no words of anybody's.
WITHOUT_TEXT = {"milestones_extension.timescale_ref"}


def tables_about_children() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND column_name = 'child_id' AND table_name NOT LIKE '%event' "
            "UNION VALUES ('cases_child'), ('cases_family'), ('cases_approval')"
        )
        return sorted(name for (name,) in cursor)


def text_columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = ANY (%s) "
            "AND (data_type = 'text' OR character_maximum_length > 30)",
            [tables_about_children()],
        )
        return list(cursor.fetchall())


def with_canary(row: str) -> list[str]:
    columns = json.loads(row).items()
    return [name for name, value in columns if re.search(r"zq[b-z]{12}", str(value), re.I)]
