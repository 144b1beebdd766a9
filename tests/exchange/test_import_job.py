"""An import as a job: whole children, nothing lost or doubled wherever it is cut off."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from accounts.actors import Actor, acting_as
from accounts.jobs.asking import ask_job
from accounts.jobs.running import run_job
from accounts.models import AuditEntry, Job, JobFile, JobState, Membership
from cases.models import Child, Episode
from exchange import jobs
from tests.conftest import NOON, TODAY
from tests.exchange.importing import Row, child_row, row

pytestmark = pytest.mark.django_db
Rows = Mapping[str, Sequence[Row]]


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


def written(lines: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for line in lines for key in line)))
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def asked(by: Actor, rows: Rows, kind: str = "import_run") -> Job:
    files = [(f"{name}.csv", written(lines)) for name, lines in rows.items()]
    return ask_job(by=by, kind=kind, arguments={"files": [n for n, _ in files]}, files=files)


def run(job: Job, minutes: int = 0) -> Job:
    run_job(public_id=job.public_id, at=NOON + timedelta(minutes=minutes, seconds=1))
    job.refresh_from_db()
    return job


def several(number: int = 7) -> Rows:
    return {
        "children": [child_row(f"C{n}") for n in range(number)],
        "episodes": [row(f"C{n}", started_on="2018-01-01") for n in range(number)],
        "routes": [row("C1", route="moon", from_="2018-01-01")],
    }


def test_an_import_brings_the_good_children_in_and_counts_every_line(as_catriona: Actor) -> None:
    job = run(asked(as_catriona, several()))
    assert job.sentence == (
        "Brought in: 15 lines read, 12 created, 0 updated, 0 unchanged, 2 held back, 1 rejected."
    )
    assert (job.state, job.done, job.total) == (JobState.DONE, 7, 7)
    assert Child.objects.count() == Episode.objects.count() == 6
    assert {entry.person for entry in AuditEntry.objects.filter(act="import.run")} == {
        as_catriona.person
    }


def test_what_came_in_goes_at_the_end_and_the_rejected_lines_stay(as_catriona: Actor) -> None:
    job = run(asked(as_catriona, several()))
    [kept] = JobFile.objects.filter(job=job)
    [rejected] = jobs.rejections_in(bytes(kept.body))
    assert (rejected.file, rejected.line, rejected.column) == ("routes.csv", 2, "route")


def test_a_check_writes_nothing_and_holds_the_files(as_catriona: Actor) -> None:
    job = run(asked(as_catriona, several(), kind="import_check"))
    assert job.sentence.startswith("Checked, nothing is written yet: 15 lines read, 12 created")
    assert not Child.objects.exists()
    names = set(JobFile.objects.filter(job=job).values_list("name", flat=True))
    assert names == {
        "rejected.json", "held/children.csv", "held/episodes.csv", "held/routes.csv"
    }  # fmt: skip


def test_an_import_killed_in_a_chunk_is_whole_and_counted_once_when_it_goes_on(
    as_catriona: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_LINES_AT_ONCE", 4)
    take_in, chunks = jobs.import_children, []

    def killed_after_the_second(**options):  # type: ignore[no-untyped-def]
        plans = take_in(**options)
        chunks.append(len(plans))
        if len(chunks) == 2:
            raise KeyboardInterrupt
        return plans

    monkeypatch.setattr(jobs, "import_children", killed_after_the_second)
    job = asked(as_catriona, several())
    with pytest.raises(KeyboardInterrupt):
        run(job)
    job.refresh_from_db()
    half_way = (job.state, job.done, Child.objects.count(), Episode.objects.count())
    assert half_way == (JobState.RUNNING, 1, 1, 1)
    run(job, minutes=1)
    assert job.counts == {
        "created": 12, "updated": 0, "unchanged": 0, "held_back": 2, "rejected": 1
    }  # fmt: skip
    assert (Child.objects.count(), Episode.objects.count()) == (6, 6)


def test_whoever_lost_the_role_meanwhile_brings_nothing_in(as_catriona: Actor) -> None:
    """security.md G5: a queued job is denied once the membership has ended."""
    job = asked(as_catriona, several())
    Membership.objects.update(ends_on=TODAY)
    run(job)
    assert job.state == JobState.FAILED
    assert job.sentence.startswith("The role it was asked for under has ended.")
    assert not Child.objects.exists()
    assert not JobFile.objects.filter(job=job).exists()


def test_files_past_reading_fail_with_the_reason_behind_the_wall(as_catriona: Actor) -> None:
    files = [("children.csv", b"Callum,2015-05-01\n")]
    job = run(
        ask_job(
            by=as_catriona,
            kind="import_run",
            arguments={"files": ["children.csv"]},
            files=files,
        )
    )
    assert (job.state, job.sentence) == (
        JobState.FAILED, "The files cannot be read. The result says why."
    )  # fmt: skip
    assert "unknown column, “Callum”" in bytes(JobFile.objects.get(job=job).body).decode()


def test_a_group_holds_whole_children_within_the_lines_of_a_chunk() -> None:
    children = [
        jobs.ChildLines(str(n), rejections=[None] * size)  # type: ignore[list-item]
        for n, size in enumerate((300, 200, 1, 700, 5))
    ]
    found = [[child.child_ref for child in group] for group in jobs.groups(children)]
    assert found == [["0", "1"], ["2"], ["3"], ["4"]]
