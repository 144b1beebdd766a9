"""What a form wrote, with and without keys that it does not ask."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from tests.access.forms_found import Form
from tests.access.fuzzing import sound
from tests.access.hostile import EXTRAS, Fields, as_form
from tests.access.worlds import HOME, RANDOM_ID, World, undone

# Values of the extra keys that no row would hold otherwise.
PLANTED = (RANDOM_ID, "2001-02-03", "2099-02-03", "999999", "words of no form")
UNTOLD = frozenset({"django_session", "django_migrations", "pghistory_context"})
# A row as its table and its columns.
Row = tuple[str, dict[str, Any]]


def changed_by_extras(world: World, forms: list[Form], rng: random.Random) -> tuple[int, list[str]]:
    """How many of the forms were saved, and those in which keys they do not ask did something."""
    saved, wrong = 0, []
    for form in forms:
        filled = sound(form, rng)
        plain = written_by(world, form, filled)
        if not plain:
            continue
        saved += 1
        again = written_by(world, form, filled)
        extra = {name: [value] for name, value in EXTRAS.items() if name not in filled}
        hostile = written_by(world, form, {**filled, **extra})
        is_same = as_told(hostile, plain, again) == as_told(plain, plain, again)
        if not is_same or any(planted in json.dumps(hostile) for planted in PLANTED):
            wrong.append(f"keys that it does not ask changed what was written: {form}")
    return saved, wrong


def written_by(world: World, form: Form, sent: Fields) -> list[Row]:
    """The rows that a post wrote; it is taken back."""
    browser: Client = world.browser(form.key)
    body = as_form(sent)
    with undone():
        answer = browser.post(form.address, body.body, content_type=body.kind)
        return list(rows_written()) if answer.status_code == 302 else []


def rows_written() -> Iterator[Row]:
    """Every row of this transaction, as the council's own system reads it."""
    written = touched()
    with entered(system_actor(Authority.objects.get(code=HOME))), connection.cursor() as cursor:
        for table in written:
            cursor.execute(
                f"SELECT to_jsonb(row)::text FROM {table} AS row "
                "WHERE xmin::text::bigint >= (pg_current_xact_id()::text::bigint % 4294967296)"
            )
            yield from ((table, json.loads(told)) for (told,) in cursor.fetchall())


def touched() -> list[str]:
    """The tables that this transaction wrote to, whether or not it was taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_xact_user_tables WHERE schemaname = 'public' "
            "AND n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall() if name not in UNTOLD]


def as_told(rows: list[Row], plain: list[Row], again: list[Row]) -> Counter[str]:
    """The rows without what differs between two posts of the same: keys, moments, seals."""
    same = columns(plain) & columns(again)
    return Counter(
        f"{table} {[(name, row[name]) for name in sorted(row) if is_steady(table, name, same)]}"
        for table, row in rows
    )


def columns(rows: list[Row]) -> set[tuple[str, str, str]]:
    """Each column of a table with all that the rows have in it."""
    held: dict[tuple[str, str], list[str]] = {}
    for table, row in rows:
        for name, value in row.items():
            held.setdefault((table, name), []).append(json.dumps(value, sort_keys=True))
    return {(table, name, str(sorted(values))) for (table, name), values in held.items()}


def is_steady(table: str, name: str, same: set[tuple[str, str, str]]) -> bool:
    return any((each[0], each[1]) == (table, name) for each in same)
