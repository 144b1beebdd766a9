"""The invented world of the security checks: the same for the same seed, and never among people."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from accounts.today import today
from cases.models import Child, SealedIdentity
from milestones.clocks import check_clocks
from tests.access.worlds import HOME, SEED, World
from tests.factories import PersonFactory

# Columns of codes, which hold no words of anybody's.
# Codes and words of the product's own.
WITHOUT_TEXT = {
    "milestones_acceptedquestion.code",
    "milestones_acceptedquestion.says",
    "milestones_extension.timescale_ref",
    "milestones_flag.cleared_by_fact",
    "milestones_notice.key",
    "milestones_notice.path",
    "milestones_notice.words",
    "milestones_question.code",
}


def write(folder: Path, *, seed: int = SEED, on: date | None = None) -> bytes:
    call_command("demo_world", seed=seed, on=on or today(), out=folder / "world.json")
    return (folder / "world.json").read_bytes()


def alpha() -> Authority:
    return Authority.objects.get(code=HOME)


def test_a_second_run_writes_the_same_file_and_changes_nothing(
    world: World, tmp_path: Path
) -> None:
    with entered(system_actor(alpha())):
        before = AuditEntry.objects.count(), list(Child.objects.order_by("pk").values())
    assert json.loads(write(tmp_path)) == world.told
    with entered(system_actor(alpha())):
        assert (AuditEntry.objects.count(), list(Child.objects.order_by("pk").values())) == before


def test_another_seed_or_another_day_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="another seed"):
        write(tmp_path, seed=SEED + 1)
    with pytest.raises(CommandError, match="another seed"):
        write(tmp_path, on=today() + timedelta(days=1))


def test_it_is_not_written_among_real_people(world: World, tmp_path: Path) -> None:
    PersonFactory.create(email="somebody@highland.gov.uk")
    with pytest.raises(CommandError, match="may be real"):
        write(tmp_path)


def test_every_role_of_every_authority_signs_in(world: World) -> None:
    assert [each["name"] for each in world.told["authorities"]] == ["Alpha", "Beta", "Gamma"]
    for council in world.told["authorities"]:
        assert [person["roles"] for person in council["people"]] == [[r] for r in Role.values]
    person = world.person("sw", "S99000002")
    assert authenticate(username=person["username"], password=person["password"]) is not None


def test_celcis_has_no_live_role_where_no_agreement_is(world: World) -> None:
    live = Membership.objects.live(on=today()).filter(role=Role.CELCIS)
    assert sorted(each.authority.name for each in live) == ["Alpha", "Beta"]


def test_each_state_is_there_as_it_is_told(world: World) -> None:
    told = world.council()["children"]
    assert {each["state"] for each in told} == {"open", "restricted", "barred", "sealed"}
    with entered(system_actor(alpha())):
        for each in told:
            assert Child.objects.filter(public_id=each["public_id"]).count() == 1
        sealed = Child.objects.get(public_id=world.child("sealed")["public_id"])
        assert sealed.sealed_on
        assert not sealed.family_name
        assert (
            SealedIdentity.objects.get(child=sealed).child_ref
            == (world.child("sealed")["child_ref"])
        )


def test_no_text_about_a_child_is_left_without_a_canary(world: World) -> None:
    found: set[str] = set()
    with entered(system_actor(alpha())), connection.cursor() as cursor:
        for table in tables_about_children():
            cursor.execute(f"SELECT to_jsonb(row)::text FROM {table} AS row")
            found |= {f"{table}.{name}" for (row,) in cursor for name in with_canary(row)}
    missing = {f"{table}.{name}" for table, name in text_columns()} - found
    assert missing <= WITHOUT_TEXT


def test_clocks_agree_with_the_facts(world: World) -> None:
    assert all(not drift for _, drift in check_clocks(authority=alpha()))


def test_a_canary_stands_for_one_child_only(world: World) -> None:
    children = [child for _, child in world.children()]
    every = [canary for child in children for canary in child["canaries"] + child["reasons"]]
    assert len(every) == len(set(every)) > 1000
    assert all(re.fullmatch(r"[A-Za-z]{14}", canary) for canary in every)


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
