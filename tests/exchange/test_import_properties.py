"""Whatever a folder holds: no traceback, every line counted once, and the second time nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Authority
from exchange.case_files.council import Council, KnownKind
from exchange.case_files.layout import LAYOUTS
from exchange.case_files.lines import read_lines
from exchange.case_files.plan import plan_child
from exchange.case_files.reading import RowsSource
from tests.exchange.importing import ON, counts, take_in
from tests.lanes import examples

AUTHORITY = Authority(pk=1, code="S12000028", name="South Ayrshire")
COUNCIL = Council(
    AUTHORITY,
    {"panel": KnownKind(1, "panel", ("held", "not_held", "recommended"))},
    {"S12000028": "S12000028"},
    {},
)
NEAR = ["2018-05-01", "2018-05-02", "2018-05-03", "2018-05-04"]
CELLS = (
    st.text(max_size=12)
    | st.sampled_from(["", *NEAR, "2018-02-30", "9999-12-31", "09:30", "panel", "not_held", "=1"])
    | st.sampled_from(["home", "foster", "kinship", "trial", "adopted", "cso", "\0", "\ud800"])
)


def rows_of(file):
    columns = LAYOUTS[file].columns
    cells = dict.fromkeys((name for name in columns if name != "child_ref"), CELLS)
    return st.lists(
        st.fixed_dictionaries({"child_ref": st.sampled_from(["C1", "C2", ""])}, optional=cells),
        max_size=4,
    )


@given(st.fixed_dictionaries({file: rows_of(file) for file in LAYOUTS}))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_line_comes_to_exactly_one_thing_whatever_its_cells(rows):
    read = read_lines(RowsSource(rows).files(), COUNCIL)
    total = len(read.strays)
    for said in read.children.values():
        plan = plan_child(said, None, authority=AUTHORITY, people={}, on=ON)
        total += plan.counts().total()
    assert total == read.count == sum(map(len, rows.values()))


DAYS = st.sampled_from(NEAR)
MAYBE = st.sampled_from(["", *NEAR])


def lines(**cells):
    return st.lists(st.fixed_dictionaries({"child_ref": st.just("C1"), **cells}), max_size=4)


FOLDERS = st.fixed_dictionaries(
    {
        "children": st.just([{"child_ref": "C1", "date_of_birth": "2015-05-01"}]),
        "episodes": lines(started_on=DAYS, ended_on=MAYBE),
        "placements": lines(
            setting=st.sampled_from(["foster", "home"]), started_on=DAYS, ended_on=MAYBE
        ),
        "orders": lines(kind=st.just("cso"), made_on=DAYS, ended_on=MAYBE),
        "milestones": lines(
            kind=st.just("panel"),
            held_on=MAYBE,
            planned_on=MAYBE,
            outcome=st.sampled_from(["", "held", "not_held", "recommended"]),
        ),
    }
)


class Undone(Exception):
    """Rolls an example back."""


def taking_in(*folders):
    results = []
    try:
        with transaction.atomic():
            results = [
                take_in(folder, on=ON + timedelta(days=day)) for day, folder in enumerate(folders)
            ]
            raise Undone
    except Undone:
        return results


@pytest.mark.django_db
@given(first=FOLDERS, second=FOLDERS)
@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_the_database_accepts_what_the_plan_accepts_and_a_second_time_is_unchanged(first, second):
    results = taking_in(first, second, second)
    for folder, result in zip((first, second, second), results, strict=True):
        assert sum(counts(result)) == sum(map(len, folder.values()))
    last = results[2]
    assert (last.created, last.updated) == (0, 0)
    assert last.rejected == results[1].rejected
