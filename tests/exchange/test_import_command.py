"""The command: what it prints, how it ends, and what is left when it is cut off."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from accounts.models import AuditEntry
from cases.models import Child, Episode, Placement
from exchange.case_files import services
from exchange.management.commands.import_cases import Command
from milestones.models import Clock, Milestone
from tests.conftest import inside
from tests.exchange.importing import (
    ON,
    SOUTH_AYRSHIRE,
    child_row,
    counts,
    row,
    take_in,
    write_folder,
)

pytestmark = pytest.mark.django_db

GOOD = {"children": [child_row()], "episodes": [row(started_on="2018-01-01")]}


def run(folder, *options, code=SOUTH_AYRSHIRE):
    out = io.StringIO()
    call_command("import_cases", str(folder), "--authority", code, *options, stdout=out)
    return out.getvalue()


def test_json_prints_the_contracts_object_alone(tmp_path):
    folder = write_folder(tmp_path, {**GOOD, "routes": [row("C9", route="home", from_="x")]})
    assert json.loads(run(folder, "--format", "json")) == {
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "held_back": 0,
        "rejected": [
            {
                "file": "routes.csv",
                "line": 2,
                "column": "from",
                "reason": "from is not a date: write year, month and day, like 2018-05-03.",
            }
        ],
    }


def test_a_person_reads_the_counts_and_the_rejected_lines_as_sentences(tmp_path):
    folder = write_folder(tmp_path, {**GOOD, "routes": [row(route="moon", from_="2018-01-01")]})
    said = run(folder, "--dry-run")
    assert said.startswith("Nothing was written; an import would come to: 3 lines read, 0 created")
    assert "routes.csv, line 2, route: route must be one of these codes: home, kinship" in said
    assert not Child.objects.exists()


def test_an_old_code_of_the_authority_is_accepted(tmp_path):
    run(write_folder(tmp_path, GOOD), code="S12000015")
    inside("S12000047")
    assert Child.objects.get().authority.code == "S12000047"


def test_an_unknown_authority_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="No authority has the code X1"):
        run(tmp_path, code="X1")


def test_a_file_past_reading_refuses_all_and_writes_nothing(tmp_path):
    write_folder(tmp_path, GOOD)
    (tmp_path / "orders.csv").write_bytes(b"")
    with pytest.raises(CommandError, match=r"orders\.csv is empty"):
        run(tmp_path)
    assert not Child.objects.exists()


def test_an_import_starts_the_clocks_of_its_children(tmp_path):
    run(write_folder(tmp_path, GOOD))
    child = Child.objects.get()
    before = Clock.objects.filter(child=child).count()
    take_in({"placements": [row(setting="foster", started_on="2018-01-01")]})
    assert Clock.objects.filter(child=child).count() > before


def test_progress_is_told_after_a_second_and_on_stderr_only():
    command = Command(stderr=io.StringIO())
    command.told_at = 0.0
    command.tell_progress(250, 10_000)
    command.tell_progress(500, 10_000)
    assert command.stderr.getvalue() == "250 of 10,000 children\n"


def everyone():
    return {
        "children": [child_row(f"C{n}", locality=f"L{n % 3}") for n in range(7)],
        "episodes": [row(f"C{n}", started_on="2018-01-01") for n in range(7)],
        "placements": [row(f"C{n}", setting="foster", started_on="2018-01-01") for n in range(7)],
        "milestones": [row(f"C{n}", kind="panel", held_on="2018-05-04") for n in range(7)],
    }


def end_state(code):
    ours = {"authority__code": code}
    return [
        list(Child.objects.filter(**ours).order_by("child_ref").values_list("locality__name")),
        sorted(Episode.objects.filter(**ours).values_list("child__child_ref", "began_on")),
        sorted(Placement.objects.filter(**ours).values_list("child__child_ref", "began_on")),
        sorted(Milestone.objects.filter(**ours).values_list("child__child_ref", "held_on")),
        sorted(Clock.objects.filter(**ours).values_list("child__child_ref", "timescale_id")),
        sorted(str(entry.detail) for entry in AuditEntry.objects.filter(**ours)),
    ]


def test_an_import_cut_off_leaves_whole_children_and_ends_the_same_when_run_again(monkeypatch):
    monkeypatch.setattr(services, "CHUNK", 2)
    write = services.write_plans
    chunks = []

    def write_then_die_in_the_third(plans, **options):
        write(plans, **options)
        chunks.append(len(plans))
        if len(chunks) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(services, "write_plans", write_then_die_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        take_in(everyone())
    assert Child.objects.count() == Milestone.objects.count() == AuditEntry.objects.count() == 4
    assert counts(take_in(everyone(), on=ON + timedelta(days=1))) == (12, 0, 16, 0, 0)
    monkeypatch.setattr(services, "write_plans", write)
    take_in(everyone(), code="S12000019")
    here = end_state(SOUTH_AYRSHIRE)
    inside("S12000019")
    assert here == end_state("S12000019")


def test_a_fact_recorded_in_between_is_found_at_the_second_try(monkeypatch):
    write = services.write_plans
    tries = []

    def refuse_once(plans, **options):
        tries.append(len(plans))
        if len(tries) == 1:
            raise IntegrityError("duplicate key")
        write(plans, **options)

    monkeypatch.setattr(services, "write_plans", refuse_once)
    assert take_in(everyone()).created == 28
    assert tries == [7, 7]


def test_a_chunk_the_database_keeps_refusing_ends_with_a_sentence(monkeypatch, tmp_path):
    def refuse(plans, **options):
        raise IntegrityError("duplicate key")

    monkeypatch.setattr(services, "write_plans", refuse)
    with pytest.raises(CommandError, match="run the import again to go on"):
        run(write_folder(tmp_path, GOOD))
    assert not Child.objects.exists()


def test_a_file_of_twenty_thousand_lines_goes_through(tmp_path):
    lines = [row("C1", kind="carer_visit", held_on="x") for _ in range(20_000)]
    folder = write_folder(tmp_path, {**GOOD, "milestones": lines})
    told = json.loads(run(folder, "--format", "json"))
    assert (len(told["rejected"]), told["held_back"]) == (20_000, 2)
