from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing.journey import Journey, Span, Stage, spans
from drawing.journey_line import journey_line
from drawing.journey_narrow import journey_narrow
from drawing.journey_wide import journey_wide
from drawing.journey_words import against_limit, against_plan
from tests.drawing.reading import parsed, with_class, words

BEGAN, TODAY = date(2024, 11, 4), date(2026, 3, 17)
RECOMMENDED = Stage(
    "Recommendation", "30 weeks", date(2025, 6, 2), date(2025, 6, 2), date(2025, 7, 7)
)
LODGED = Stage("Order lodged", "16 weeks", date(2025, 12, 29), date(2026, 1, 26))
GRANTED = Stage("Order granted", "no limit set", date(2026, 7, 27))
JOURNEY = Journey(
    "The journey",
    (Stage("Accommodated", held_on=BEGAN), RECOMMENDED, LODGED, GRANTED),
    today=TODAY,
    began_on=BEGAN,
)

DAYS = st.none() | st.dates(date(2015, 1, 1), date(2032, 1, 1))
STAGES = st.lists(st.builds(Stage, st.text(max_size=30), st.text(max_size=30), DAYS, DAYS, DAYS))


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    began_on = draw(st.dates(date(2015, 1, 1), date(2030, 1, 1)))
    stages = draw(STAGES)
    return Journey(
        "The journey",
        (Stage("Came into care", held_on=began_on), *stages) if draw(st.booleans()) else (),
        today=draw(st.dates(began_on, date(2032, 1, 1))),
        began_on=began_on,
        ended_on=draw(st.none() | st.dates(began_on, date(2032, 1, 1))),
    )


@given(journeys())
def test_any_journey_is_drawn_inside_its_frame(journey: Journey) -> None:
    for drawing in (journey_wide(journey), journey_narrow(journey), journey_line(journey, who="E")):
        (svg,) = parsed(drawing)
        width = float(svg.get("viewBox", "").split()[2])
        for each in svg.iter("rect"):
            assert float(each.get("width", 0)) >= 0
            assert -1 <= float(each.get("x", 0)) <= width
        for each in svg.iter("circle"):
            assert 0 <= float(each.get("cx", 0)) <= width


def test_both_widths_show_a_row_for_every_stage() -> None:
    for drawing in (journey_wide(JOURNEY), journey_narrow(JOURNEY)):
        told = words(drawing)
        assert [told.count(stage.name) for stage in JOURNEY.stages] == [1, 1, 1, 1]
        assert len(with_class(drawing, "d-held")) == 2
        assert len(with_class(drawing, "d-plan")) == 3
        assert len(with_class(drawing, "d-dueflag")) == 2


def test_wide_and_narrow_have_ids_of_their_own() -> None:
    (wide,), (narrow,) = parsed(journey_wide(JOURNEY)), parsed(journey_narrow(JOURNEY))
    ids = [each.get("id") for svg in (wide, narrow) for each in svg.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_a_bar_runs_from_the_day_before_it_and_is_hatched_past_its_limit() -> None:
    assert spans(JOURNEY) == [
        Span(1, 0, BEGAN, date(2025, 7, 7), is_open=False, over_from=date(2025, 6, 2)),
        Span(2, 1, date(2025, 7, 7), TODAY, is_open=True, over_from=date(2026, 1, 26)),
    ]


def test_a_stage_not_begun_has_no_bar_until_it_is_late() -> None:
    late = replace(GRANTED, due_on=TODAY - timedelta(days=1))
    waiting = replace(JOURNEY, stages=(*JOURNEY.stages[:3], late))
    assert [span.row for span in spans(waiting)] == [1, 2, 3]


def test_a_day_on_the_limit_itself_is_not_past_it() -> None:
    held = replace(RECOMMENDED, held_on=RECOMMENDED.due_on)
    journey = replace(JOURNEY, stages=(JOURNEY.stages[0], held))
    assert spans(journey)[0].over_from is None
    assert against_limit(journey, held).words == "Met on its last day"


@pytest.mark.parametrize(
    ("stage", "limit", "plan"),
    [
        (RECOMMENDED, "5 weeks late", "5 weeks after plan"),
        (
            replace(RECOMMENDED, held_on=date(2025, 6, 1)),
            "Met, 1 day to spare",
            "1 day before plan",
        ),
        (LODGED, "7 weeks 1 day overdue", "11 weeks 1 day past plan"),
        (GRANTED, "Not yet", "planned 27 Jul 2026"),
        (replace(LODGED, due_on=TODAY, planned_on=None), "Due today", ""),
        (replace(LODGED, due_on=TODAY + timedelta(days=16)), "2 weeks 2 days left", None),
        (Stage("Panel", held_on=date(2025, 9, 24)), "Held 24 Sep 2025", ""),
    ],
)
def test_each_stage_is_said_against_its_limit_and_its_plan(
    stage: Stage, limit: str, plan: str | None
) -> None:
    assert against_limit(JOURNEY, stage).words == limit
    if plan is not None:
        assert against_plan(JOURNEY, stage) == plan


def test_what_was_still_open_when_the_child_left_is_not_overdue() -> None:
    left = replace(JOURNEY, ended_on=date(2026, 1, 20))
    assert against_limit(left, LODGED).words == "Left before due"
    assert against_limit(replace(JOURNEY, ended_on=date(2026, 1, 30)), LODGED).words == (
        "Left 4 days over"
    )
    assert spans(left)[-1].over_from is None


def test_a_journey_that_ended_long_ago_shows_no_today() -> None:
    ended = replace(JOURNEY, ended_on=date(2025, 8, 1), stages=JOURNEY.stages[:2])
    assert not with_class(journey_wide(ended), "d-today")
    assert with_class(journey_wide(JOURNEY), "d-today")


def test_a_stage_recorded_before_the_one_above_it_has_no_bar_running_backwards() -> None:
    early = Stage("Panel", held_on=date(2025, 1, 6))
    journey = replace(JOURNEY, stages=(*JOURNEY.stages[:2], early))
    assert spans(journey)[-1] == Span(2, 0, BEGAN, date(2025, 1, 6), is_open=False, over_from=None)


def test_a_childs_words_are_escaped() -> None:
    journey = replace(JOURNEY, title="<b>O’Neil</b> & Co")
    assert "<b>" not in journey_wide(journey)


def test_a_sisters_line_is_described_in_one_sentence() -> None:
    (line,) = parsed(journey_line(JOURNEY, who="Eilidh", over=[date(2024, 1, 1)]))
    told = line.get("aria-label", "")
    assert told.startswith("Eilidh: began 4 November 2024; Recommendation 7 July 2025")
    assert "Order lodged, 7 weeks 1 day overdue" in told
