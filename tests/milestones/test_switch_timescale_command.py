"""switch_timescale as an administrator calls it."""

import pytest
from django.core.management import CommandError, call_command

from cases.models import Child
from milestones.models import Clock

CODE = "S12000028"


def test_a_rule_is_switched_and_its_clocks_follow(
    callum: Child, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = Clock.objects.filter(child=callum, timescale__ref="meeting_72_hours")
    assert meeting.exists()
    call_command("switch_timescale", "meeting_72_hours", "off", "--authority", CODE)
    assert not meeting.exists()
    call_command("switch_timescale", "meeting_72_hours", "on", "--authority", CODE)
    assert meeting.exists()
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "meeting_72_hours is on in South Ayrshire."


def test_an_unknown_rule_is_refused_with_a_sentence(callum: Child) -> None:
    with pytest.raises(CommandError, match="There is no rule panel here"):
        call_command("switch_timescale", "panel", "on", "--authority", CODE)
