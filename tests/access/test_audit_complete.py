"""G6: everything that shows or changes a record stands in the audit once, or does not happen."""

from typing import Any

import pytest
from django.db import connection

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import AuditEntry, Authority
from accounts.today import today
from cases.models import Child
from exchange.case_files.reading import RowsSource
from exchange.case_files.services import import_cases
from tests.access.crawling import planted_in
from tests.access.touring import Tour
from tests.access.worlds import ACTORS, HOME, NOBODY, World, lane, undone
from tests.lanes import IS_WHOLE

SEE_CHILDREN = [key for key in ACTORS if key not in {"anonymous", "da", "sa", "ig", "cx"}]
UNAVAILABLE = 503


TOURS: dict[str, Tour] = {}


def toured(key: str, world: World) -> Tour:
    """Once for each actor: what the tour did was taken back, what it found still stands."""
    if key not in TOURS:
        TOURS[key] = Tour(world, key)
        TOURS[key].walk()
    return TOURS[key]


@pytest.mark.parametrize("key", [key for key in lane("sw") if key != NOBODY])
def test_a_tour_leaves_one_entry_for_each_page_and_each_act(key: str, world: World) -> None:
    tour = toured(key, world)
    assert tour.unaudited == []
    if key in SEE_CHILDREN:
        assert len(tour.shown) > 3
    assert len(tour.done) > {"sw": 1, "tl": 5, "sm": 5}.get(key, 0)


@pytest.mark.parametrize("key", ["sw", "sm"] if IS_WHOLE else ["sw"])
def test_what_cannot_be_audited_is_neither_shown_nor_done(
    key: str, world: World, settings: Any
) -> None:
    tour = toured(key, world)
    settings.FAULT = "audit_insert"
    before = rows_of_all_tables()
    for address in tour.shown.values():
        answer = world.browser(key).get(address)
        assert answer.status_code == UNAVAILABLE, address
        assert planted_in(answer.content.decode(), world) == set(), address
    for address, sent in tour.done.values():
        browser = world.browser(key)
        with undone():
            answer = browser.post(address, sent)
            assert answer.status_code == UNAVAILABLE, address
            assert planted_in(answer.content.decode(), world) == set(), address
            assert rows_of_all_tables() == before, address


def test_an_import_leaves_one_entry_for_each_child(world: World) -> None:
    council = Authority.objects.get(code=HOME)
    files = {
        "children.csv": [
            {"child_ref": f"NEW-{number}", "date_of_birth": "2020-01-01"} for number in range(3)
        ]
    }
    by = system_actor(council)
    with entered(by):
        before = AuditEntry.objects.count()
    import_cases(source=RowsSource(files), by=by, on=today())
    with entered(by):
        assert AuditEntry.objects.count() == before + 3
        told = Child.objects.filter(child_ref__startswith="NEW-").values_list("public_id")
        noted = AuditEntry.objects.filter(subject_kind="child").values_list("subject_id")
        assert set(told) <= set(noted)


def test_raw_sql_stands_in_the_row_history(world: World) -> None:
    """A change past every service: no audit entry knows of it, the row's own history does."""
    with entered(system_actor(Authority.objects.get(code=HOME))), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_placement SET carers = 'Somebody else'")
        changed = cursor.rowcount
        cursor.execute("SELECT count(*) FROM cases_placementevent WHERE carers = 'Somebody else'")
        assert cursor.fetchone() == (changed,)
        assert changed > 10


def rows_of_all_tables() -> dict[str, int]:
    """Behind the wall too, as the system of the council."""
    counts = {}
    with entered(system_actor(Authority.objects.get(code=HOME))), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_session":
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                counts[table] = cursor.fetchone()[0]
    return counts
