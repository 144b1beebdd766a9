from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.form_fields import DayField, TimeField

HELD = DayField(what="The day it was held")
MET_AT = TimeField(what="The time it was held")


def refused(field: forms.Field, value: Any) -> str:
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return refusal.value.messages[0]


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MAR."])
def test_a_month_may_be_a_number_or_a_word(month: str) -> None:
    assert HELD.clean(["17", month, "2026"]) == date(2026, 3, 17)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_as_it_was_shown(day: date) -> None:
    assert HELD.clean(HELD.widget.decompress(day)) == day


@given(st.lists(st.text(max_size=60), min_size=3, max_size=3))
def test_whatever_is_typed_is_a_day_or_a_sentence(typed: list[str]) -> None:
    try:
        assert isinstance(HELD.clean(typed), date)
    except ValidationError as refusal:
        assert refusal.messages[0].startswith(("The day it was held must", "Enter the day"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["31", "2", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["17", "13", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["17", "ma", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["x", "3", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["١٧", "3", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["17", "3", ""], "The day it was held must include a year"),
        (["", "", "2026"], "The day it was held must include a day and a month"),
        (["17", "3", "26"], "The day it was held must have a year of four figures, like 2026"),
        (["17", "3", "0026"], "The day it was held must be between 1900 and 2100"),
        (["17", "3", "9999"], "The day it was held must be between 1900 and 2100"),
        (["9" * 30, "3", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["1\x007", "3", "2026"], "The day it was held must be a real date, like 17 3 2026"),
        (["", " ", ""], "Enter the day it was held"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(typed: list[str], told: str) -> None:
    assert refused(HELD, typed) == told


def test_a_day_not_asked_for_may_be_left_empty() -> None:
    assert DayField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize("pasted", ["17/3/2026", "17 March 2026", "17-03-2026", "17.3.2026"])
def test_a_whole_date_pasted_into_the_first_box_is_taken_apart(pasted: str) -> None:
    data = {"held_0": pasted, "held_1": "", "held_2": ""}
    typed = HELD.widget.value_from_datadict(data, {}, "held")
    assert HELD.clean(typed) == date(2026, 3, 17)


def test_a_day_knows_whether_it_was_changed() -> None:
    assert not HELD.has_changed(date(2026, 3, 17), ["17", "mar", "2026"])
    assert HELD.has_changed(date(2026, 3, 17), ["18", "3", "2026"])
    assert HELD.has_changed(None, ["x", "", ""])
    assert not HELD.has_changed(None, ["", "", ""])


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("10:30", time(10, 30)),
        ("1030", time(10, 30)),
        ("10.30", time(10, 30)),
        ("9:05", time(9, 5)),
        ("0:00", time(0, 0)),
        ("9.05pm", time(21, 5)),
        ("2 pm", time(14, 0)),
        ("12am", time(0, 0)),
        ("12:15 pm", time(12, 15)),
    ],
)
def test_a_time_is_read_however_it_is_written(typed: str, at: time) -> None:
    assert MET_AT.clean(typed) == at


@pytest.mark.parametrize("typed", ["25:00", "10:75", "10", "half past", "13pm", "0pm", "9" * 40])
def test_a_time_that_cannot_be_is_refused_in_a_sentence(typed: str) -> None:
    assert refused(MET_AT, typed) == "The time it was held must be a real time, like 10:30"


def test_a_time_may_be_left_empty_when_it_is_not_asked_for() -> None:
    assert TimeField(required=False).clean("  ") is None
    assert refused(MET_AT, "") == "Enter the time it was held, like 10:30"
