"""raise_flags and list_flags as people and other programs call them."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Authority, Job, JobState
from accounts.today import moment
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.management.commands import raise_flags as command
from milestones.models import Clock, Flag, Timescale
from milestones.services.flags import FlagsRaised, raise_flags
from tests.conftest import TODAY
from tests.factories import MilestoneFactory

ON = TODAY.isoformat()


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    call_command(*words, format="json")
    return json.loads(capsys.readouterr().out)


def test_a_night_and_the_same_night_again(
    callum: Child, capsys: pytest.CaptureFixture[str], friday: Any
) -> None:
    first = printed(capsys, "raise_flags", "--on", ON)
    assert first["raised"] > 1
    assert (first["cleared"], first["skipped"]) == (0, 0)
    again = printed(capsys, "raise_flags", "--on", ON)
    assert (again["raised"], again["cleared"], again["notified"]) == (0, 0, 0)


def test_flags_that_new_facts_cleared_meanwhile_are_told_by_the_next_night_once(
    callum: Child, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "raise_flags", "--on", ON)
    MilestoneFactory.create(child=callum, code="meeting_72_hour", held_on=TODAY)
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=moment())
    assert not Flag.objects.live().filter(timescale__ref="meeting_72_hours").exists()
    nights = [printed(capsys, "raise_flags", "--on", ON)["cleared"] for _ in range(2)]
    assert nights == [1, 0]


def test_the_flags_of_a_day_by_name(
    callum: Child, capsys: pytest.CaptureFixture[str], friday: Any
) -> None:
    printed(capsys, "raise_flags", "--on", ON)
    flags = printed(capsys, "list_flags", "--on", ON, "--authority", callum.authority.code)
    due = Clock.objects.get(child=callum, timescale__ref="recommendation_30_weeks").due_on
    assert due
    assert {
        "authority": "S12000028",
        "child_ref": "SA-0412",
        "timescale": "recommendation_30_weeks",
        "step": "overdue",
        "lead": None,
        "due_on": due.isoformat(),
    } in flags
    assert printed(capsys, "list_flags", "--on", "2025-01-01") == []


def test_another_authority_has_its_own(
    callum: Child, capsys: pytest.CaptureFixture[str], friday: Any
) -> None:
    assert printed(capsys, "raise_flags", "--on", ON, "--authority", "S12000017")["raised"] == 0
    assert printed(capsys, "raise_flags", "--on", ON)["raised"] > 0
    assert printed(capsys, "list_flags", "--on", ON, "--authority", "S12000017") == []


def test_what_is_broken_is_told_on_stderr_and_the_rest_is_done(
    callum: Child, capsys: pytest.CaptureFixture[str], friday: Any
) -> None:
    Timescale.objects.filter(ref="recommendation_30_weeks").update(lead_times=[[1, "moons"]])
    Clock.objects.filter(timescale__ref="recommendation_30_weeks").update(due_on=TODAY)
    call_command("raise_flags", "--on", ON, format="json")
    done = capsys.readouterr()
    assert json.loads(done.out)["skipped"] == 1
    assert "moons" in done.err


def test_what_fails_in_one_authority_stops_no_other(
    callum: Child, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_in_fife(*, authority: Authority, **day: Any) -> FlagsRaised:
        if authority.code == "S12000047":
            raise ZeroDivisionError
        return raise_flags(authority=authority, **day)

    monkeypatch.setattr(command, "raise_flags", broken_in_fife)
    with pytest.raises(CommandError, match="could be raised in S12000047 .ZeroDivisionError"):
        call_command("raise_flags", "--on", ON, format="json")
    assert json.loads(capsys.readouterr().out)["raised"] > 1
    assert Flag.objects.live().filter(child=callum).exists()
    failed = Job.objects.get(kind="raise_flags", authority__name="Fife")
    assert failed.state == JobState.FAILED


@pytest.mark.parametrize("command", ["raise_flags", "list_flags"])
def test_a_day_that_is_none_is_refused_in_words(db: None, command: str) -> None:
    with pytest.raises(CommandError, match="write it like"):
        call_command(command, "--on", "Friday")
    for far in ("0001-01-01", "9999-12-31"):
        with pytest.raises(CommandError, match="is not a day between"):
            call_command(command, "--on", far)
    with pytest.raises(CommandError, match="No authority has the code"):
        call_command(command, "--on", ON, "--authority", "S1")
