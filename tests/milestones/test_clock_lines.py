from milestones.clock_lines import KINDS_WITH, ClockLine
from milestones.models import Clock, MilestoneKind


def test_the_kinds_of_an_outcome_are_those_of_the_shipped_data(db: None) -> None:
    for outcome, kinds in KINDS_WITH.items():
        shipped = MilestoneKind.objects.filter(authority=None, outcomes__contains=[outcome])
        assert set(kinds) == set(shipped.values_list("code", flat=True))


def test_the_last_day_of_a_limit_is_called_today() -> None:
    def shown(days: int) -> tuple[int | str, str]:
        return ClockLine(clock=Clock(), state="soon", days_left=days, days_used=0).shown_days

    assert shown(0) == ("Due", "today")
    assert shown(1) == (1, "day left")
    assert shown(-1) == (1, "day over")
