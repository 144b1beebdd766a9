"""What rebuild_clocks says, and how it ends, when stored clocks differ from the facts."""

import json

import pytest
from django.core.management import CommandError, call_command

from cases.models import Child
from milestones.models import Clock
from tests.conftest import TODAY


def test_drift_ends_the_check_with_a_sentence_and_the_result_on_stdout(
    callum: Child, capsys: pytest.CaptureFixture[str]
) -> None:
    Clock.objects.filter(timescale__ref="recommendation_30_weeks").update(due_on=TODAY)
    with pytest.raises(CommandError, match="^1 of .* clocks differ from the facts: "):
        call_command("rebuild_clocks", check=True, format="json")
    [drift] = json.loads(capsys.readouterr().out)["drift"]
    assert (drift["child_ref"], drift["timescale"]) == (
        callum.child_ref,
        "recommendation_30_weeks",
    )
    assert drift["stored"]["due_on"] == TODAY.isoformat() != drift["computed"]["due_on"]


def test_drift_in_words_tells_only_what_differs(
    callum: Child, capsys: pytest.CaptureFixture[str]
) -> None:
    Clock.objects.filter(timescale__ref="recommendation_30_weeks").update(due_on=TODAY)
    with pytest.raises(CommandError):
        call_command("rebuild_clocks", check=True)
    told = capsys.readouterr().out.splitlines()[1]
    assert told.startswith(f"{callum.child_ref}, recommendation_30_weeks: due_on {TODAY}, not ")
    assert ";" not in told


def test_a_rebuild_mends_what_the_check_finds(
    callum: Child, capsys: pytest.CaptureFixture[str]
) -> None:
    Clock.objects.filter(timescale__ref="recommendation_30_weeks").delete()
    with pytest.raises(CommandError):
        call_command("rebuild_clocks", check=True)
    assert "recommendation_30_weeks: not kept" in capsys.readouterr().out
    call_command("rebuild_clocks", format="json")
    assert json.loads(capsys.readouterr().out) == {"written": 1}
    call_command("rebuild_clocks", check=True, format="json")
    assert json.loads(capsys.readouterr().out)["drift"] == []
