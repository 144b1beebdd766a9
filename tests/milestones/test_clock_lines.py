from datetime import date

from milestones.clock_lines import KINDS_WITH, ClockLine, office_for
from milestones.models import Clock, MilestoneKind, Timescale


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


def test_a_clock_presses_in_its_last_seven_days_whatever_the_weekday() -> None:
    def presses(days: int | None) -> bool:
        return ClockLine(Clock(), "running", days_left=days, days_used=0).is_within_a_week

    assert [presses(days) for days in (-1, 0, 7, 8, None)] == [False, True, True, False, False]


def test_what_an_office_keeps_is_left_to_that_office_in_words() -> None:
    assert office_for(["order_lodged"]) == "legal services"
    assert office_for(["panel"]) == "the panel’s desk"
    assert office_for(["adm_decision"]) == "the Agency Decision Maker"
    assert office_for(["advice_hearing"]) == ""
    assert office_for([]) == ""


def test_an_aim_that_was_over_tells_nothing_of_later_clocks() -> None:
    over = Timescale(basis=Timescale.Basis.AIM, chased_until=date(2018, 11, 1))

    def is_told(began: date) -> bool:
        clock = Clock(timescale=over, started_on=began, due_on=began, stopped_on=began)
        return clock.is_followed(on=date(2026, 11, 20))

    assert is_told(date(2018, 5, 1))
    assert not is_told(date(2026, 5, 1))
