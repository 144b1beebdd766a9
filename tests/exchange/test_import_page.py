"""Bringing case files in by hand: chosen, checked, looked at, brought in; bad ones told at once."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import uploads
from accounts.jobs.running import run_job
from accounts.models import Authority, Job, JobFile, JobState, Membership
from cases.models import Child
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
SignIn = Callable[[Membership], Client]
CHILDREN = b"child_ref,date_of_birth\nC1,2015-05-01\nC2,x\n"


@pytest.fixture
def manager(sign_in: SignIn, catriona: Membership) -> Client:
    return sign_in(catriona)


def choose(manager: Client, *files: tuple[str, bytes], name: str = "bring_in"):  # type: ignore[no-untyped-def]
    sent = [SimpleUploadedFile(file, body) for file, body in files]
    return manager.post(reverse(name), {"files": sent})


def said(answer) -> str:  # type: ignore[no-untyped-def]
    return answer.content.decode()


def ran(kind: str) -> Job:
    job = Job.objects.get(kind=kind)
    run_job(public_id=job.public_id, at=NOON + timedelta(seconds=1))
    job.refresh_from_db()
    return job


def book(**sheets: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"<workbook/>")
        for name, body in parts.items():
            made.writestr(f"xl/{name.replace('__', '/')}", body)
    return out.getvalue()


def test_files_are_checked_and_then_brought_in(manager: Client) -> None:
    answer = choose(manager, ("Children.CSV", CHILDREN))
    check = Job.objects.get(kind="import_check")
    assert answer.headers["Location"] == reverse("import_job", args=[check.public_id])
    assert "You can leave this page" in said(manager.get(answer.headers["Location"]))
    ran("import_check")
    told = said(manager.get(answer.headers["Location"]))
    assert "2 lines read" in told
    assert "date_of_birth is not a date" in told
    manager.post(reverse("bring_these_in", args=[check.public_id]))
    job = ran("import_run")
    assert (job.state, job.counts["created"], Child.objects.count()) == (JobState.DONE, 1, 1)


@pytest.mark.parametrize(
    ("live_on", "sentence"),
    [(None, "No day of going live is set"), ("2026-11-01", "Clocks due before 1 November 2026")],
)
def test_before_old_records_come_in_it_is_said_which_clocks_will_be_flagged(
    manager: Client, catriona: Membership, live_on: str | None, sentence: str
) -> None:
    Authority.objects.filter(pk=catriona.authority_id).update(went_live_on=live_on)
    choose(manager, ("children.csv", CHILDREN))
    check = ran("import_check")
    assert sentence in said(manager.get(reverse("import_job", args=[check.public_id])))


def test_bringing_the_same_files_in_twice_makes_one_job(manager: Client) -> None:
    choose(manager, ("children.csv", CHILDREN))
    check = ran("import_check")
    for _ in range(2):
        answer = manager.post(reverse("bring_these_in", args=[check.public_id]))
    job = Job.objects.get(kind="import_run")
    assert answer.headers["Location"] == reverse("import_job", args=[job.public_id])
    assert set(JobFile.objects.values_list("job", "name")) == {
        (check.pk, "rejected.json"), (job.pk, "children.csv")
    }  # fmt: skip


def test_files_checked_two_days_ago_are_to_be_chosen_again(manager: Client) -> None:
    choose(manager, ("children.csv", CHILDREN))
    check = ran("import_check")
    before = NOON - timedelta(hours=30)
    Job.objects.update(asked_at=before, began_at=before, finished_at=before)
    address = reverse("import_job", args=[check.public_id])
    assert "Bring these in" not in said(manager.get(address))
    answer = manager.post(f"{address}run/", follow=True)
    assert "Choose them again" in said(answer)
    assert not Job.objects.filter(kind="import_run").exists()


def test_the_rejected_lines_are_a_file_without_live_cells(manager: Client) -> None:
    choose(manager, ("children.csv", CHILDREN))
    check = ran("import_check")
    JobFile.objects.filter(job=check, name="rejected.json").update(
        body=b'[["children.csv", 3, "date_of_birth", "=1+1"]]'
    )
    answer = manager.get(reverse("rejected_lines", args=[check.public_id]))
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "file,line,column,reason",
        "children.csv,3,date_of_birth,'=1+1",
    ]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose the case files"),
        ([("children.csv", b" \n")], "children.csv is empty"),
        ([("notes.txt", b"x")], "is not the name of a case file"),
        ([("cases.xlsm", b"x")], "save it as .xlsx, without macros"),
        ([("children.csv", b"\xff\xfe")], "children.csv is not UTF-8"),
        ([("children.csv", b"child_ref\n")], "lacks the required column date_of_birth"),
        ([("children.csv", CHILDREN), ("CHILDREN.csv", CHILDREN)], "was chosen twice"),
        ([("children.csv", CHILDREN), ("a.xlsx", b"PK")], "either the CSV files or one .xlsx"),
        ([("a.xlsx", b"\xd0\xcf\x11\xe0")], "without a password"),
        ([("a.xlsx", zipped(vbaProject__x=b"", **{"vbaProject.bin": b""}))], "holds macros"),
        ([("a.xlsx", zipped(worksheets__a=b"0" * 200_000_000))], "too large once it is unpacked"),
        ([("a.xlsx", zipped(worksheets__a=b'<c r="XFD1048576"/>'))], "reaches to row 1,048,576"),
        ([("a.xlsx", zipped(worksheets__a=b"<!DOCTYPE x>"))], "is not a plain workbook"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_case_file_is_refused_at_once_beside_the_field(
    manager: Client, files: list[tuple[str, bytes]], sentence: str
) -> None:
    told = said(choose(manager, *files))
    assert '<a href="#id_files">' in told
    assert sentence in told
    assert not Job.objects.exists()


def test_a_workbook_is_checked_like_files_and_loses_its_own_name(manager: Client) -> None:
    made = book(children=[["child_ref", "date_of_birth"], ["C1", "2015-05-01"]])
    choose(manager, ("Callum Ferguson.xlsx", made))
    check = ran("import_check")
    assert check.arguments == {"files": ["cases.xlsx"]}
    assert check.counts["created"] == 1


def test_a_file_past_its_size_is_passed_over_and_told(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 20)
    told = said(choose(manager, ("children.csv", CHILDREN)))
    assert "A file is larger than 20 MB" in told
    assert not Job.objects.exists()


def test_a_request_past_any_size_is_refused_unread(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_REQUEST", 20)
    assert choose(manager, ("children.csv", CHILDREN)).status_code == 400


def test_a_page_that_asks_for_no_files_reads_none(manager: Client) -> None:
    answer = choose(manager, ("children.csv", CHILDREN), name="acting_as")
    assert dict(answer.wsgi_request.FILES) == {}


def test_only_a_manager_brings_files_in(sign_in: SignIn, iain: Membership) -> None:
    assert sign_in(iain).get(reverse("bring_in")).status_code == 403


def test_another_managers_import_is_not_there(
    manager: Client, sign_in: SignIn, iain: Membership
) -> None:
    choose(manager, ("children.csv", CHILDREN))
    Job.objects.update(asked_by=iain.person, membership=iain)
    job = Job.objects.get()
    for name in ("import_job", "rejected_lines"):
        assert manager.get(reverse(name, args=[job.public_id])).status_code == 404
