"""What somebody with a superuser's password might do to the audit, and that verifying tells.

security.md's G7: every tampering is found, by the kind of break it is. `chained` has three
authorities of twelve entries, anchored after eight.
"""

import json
from collections.abc import Callable

import pytest
from pytest_django import Settings

from accounts.models import AuditEntry
from tests.accounts.chained import HERE, Database, append

ENTRY, LINK, HEAD = "accounts_auditentry", "accounts_auditlink", "accounts_audithead"
AT = f"(SELECT entry_id FROM {LINK} WHERE authority_id = {{here}} AND sequence = "
COPY = (
    "entry_id, at, authority_id, person_id, acting_as, act, subject_kind, subject_id, reason, "
    "request_id, detail"
)
REHASH = (
    f"DELETE FROM {LINK} WHERE authority_id = {{here}}",
    f"DELETE FROM {HEAD} WHERE authority_id = {{here}}",
    f"SELECT chain_audit_entry(e) FROM (SELECT * FROM {ENTRY} WHERE authority_id = {{here}} "
    "ORDER BY id) e",
)
# Made with a digest of its own: what the next entry of this authority would be linked by.
FORGED_ENTRY = (
    f"INSERT INTO {ENTRY} (id, {COPY}) SELECT 900000, gen_random_uuid(), at, authority_id, "
    f"person_id, acting_as, act, subject_kind, subject_id, 'forged', request_id, detail "
    f"FROM {ENTRY} WHERE id = {AT}5)"
)
TAIL = f"FROM {LINK} WHERE authority_id = {{here}} AND sequence > "
TAIL_OF_ENTRIES = (
    f"DELETE FROM {ENTRY} e USING {LINK} l WHERE l.entry_id = e.id AND l.authority_id = {{here}} "
    "AND l.sequence > "
)


def tail_cut(after: int) -> tuple[str, ...]:
    return (f"{TAIL_OF_ENTRIES}{after}", f"DELETE {TAIL}{after}")


def head_reset(to: int) -> str:
    return (
        f"UPDATE {HEAD} h SET sequence = l.sequence, hash = l.hash FROM {LINK} l "
        f"WHERE l.authority_id = h.authority_id AND h.authority_id = {{here}} "
        f"AND l.sequence = {to}"
    )


def swapped(column: str, one: int, other: int) -> tuple[str, ...]:
    """Two links exchange what one column holds."""
    return (
        f"ALTER TABLE {LINK} DROP CONSTRAINT audit_link_has_a_place_of_its_own",
        f"ALTER TABLE {LINK} DROP CONSTRAINT {LINK}_pkey",
        f"UPDATE {LINK} l SET {column} = o.{column} FROM {LINK} o WHERE l.authority_id = {{here}} "
        "AND o.authority_id = l.authority_id AND (l.sequence, o.sequence) IN "
        f"(({one}, {other}), ({other}, {one}))",
    )


TAMPERINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "edit an entry": (
        (f"UPDATE {ENTRY} SET reason = 'Never mind' WHERE id = {AT}5)",),
        "entry_changed",
    ),
    "delete an entry": ((f"DELETE FROM {ENTRY} WHERE id = {AT}5)",), "entry_deleted"),
    "delete a link": (
        (f"DELETE FROM {LINK} WHERE authority_id = {{here}} AND sequence = 5",),
        "entry_unlinked",
    ),
    "delete an entry with its link": (
        (
            f"DELETE FROM {ENTRY} WHERE id = {AT}5)",
            f"DELETE FROM {LINK} WHERE authority_id = {{here}} AND sequence = 5",
        ),
        "links_missing",
    ),
    "delete both and close the gap": (
        (
            f"DELETE FROM {ENTRY} WHERE id = {AT}5)",
            f"DELETE FROM {LINK} WHERE authority_id = {{here}} AND sequence = 5",
            f"UPDATE {LINK} SET sequence = sequence + 999 WHERE authority_id = {{here}} "
            "AND sequence > 5",
            f"UPDATE {LINK} SET sequence = sequence - 1000 WHERE sequence > 999",
        ),
        "link_out_of_order",
    ),
    "slip in an entry": ((FORGED_ENTRY,), "entry_unlinked"),
    "slip in an entry with a link": (
        (
            FORGED_ENTRY,
            f"INSERT INTO {LINK} SELECT 900000, authority_id, 13, hash, sha256(hash) "
            f"FROM {LINK} WHERE authority_id = {{here}} AND sequence = 12",
        ),
        "head_wrong",
    ),
    "slip a link in twice": (
        (
            FORGED_ENTRY,
            f"ALTER TABLE {LINK} DROP CONSTRAINT audit_link_has_a_place_of_its_own",
            f"INSERT INTO {LINK} SELECT 900000, authority_id, 5, previous_hash, hash "
            f"FROM {LINK} WHERE authority_id = {{here}} AND sequence = 5",
        ),
        "link_repeated",
    ),
    "swap two entries": (swapped("entry_id", 4, 5), "entry_changed"),
    "re-order two links": (swapped("sequence", 4, 5), "link_out_of_order"),
    "cut the tail": (tail_cut(10), "head_wrong"),
    "reset the head": ((head_reset(10),), "head_wrong"),
    "delete the head": ((f"DELETE FROM {HEAD} WHERE authority_id = {{here}}",), "head_missing"),
    "cut the tail and reset the head": ((*tail_cut(6), head_reset(6)), "anchor_not_in_chain"),
    "rewrite the whole chain": (
        (f"UPDATE {ENTRY} SET reason = 'Never mind' WHERE id = {AT}5)", *REHASH),
        "anchor_differs",
    ),
    "empty the audit": (
        (f"TRUNCATE {ENTRY}, {LINK}, {HEAD}",),
        "anchor_not_in_chain",
    ),
    "move an entry to another authority": (
        (f"UPDATE {ENTRY} SET authority_id = {{there}} WHERE id = {AT}5)",),
        "entry_moved",
    ),
    "move an entry and its link": (
        (
            f"UPDATE {ENTRY} SET authority_id = {{there}} WHERE id = {AT}12)",
            f"UPDATE {LINK} SET authority_id = {{there}}, sequence = 13 "
            "WHERE authority_id = {here} AND sequence = 12",
            head_reset(11),
        ),
        "entry_changed",
    ),
    "exchange the codes of two authorities": (
        (
            "UPDATE accounts_authority SET code = 'S99999999' WHERE id = {here}",
            f"UPDATE accounts_authority SET code = '{HERE}' WHERE id = {{there}}",
        ),
        "anchor_differs",
    ),
}


@pytest.mark.parametrize(("statements", "kind"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_tampering_is_told(chained: Database, statements: tuple[str, ...], kind: str) -> None:
    chained.tamper(*statements)
    assert kind in chained.kinds()


OTHER = {
    "id": "900000",
    "entry_id": "gen_random_uuid()",
    "at": "at + interval '1 microsecond'",
    "authority_id": "{there}",
    "person_id": "1",
    "acting_as": "''",
    "act": "'child.list'",
    "subject_kind": "''",
    "subject_id": "NULL",
    "reason": "reason || ' '",
    "request_id": "gen_random_uuid()",
    "detail": """'{{"shown": [null, "ü", 4]}}'""",
}


@pytest.mark.parametrize(("column", "value"), OTHER.items(), ids=OTHER)
def test_an_edit_of_any_column_is_told(chained: Database, column: str, value: str) -> None:
    chained.tamper(f"UPDATE {ENTRY} SET {column} = {value} WHERE id = {AT}5)")
    assert chained.kinds() & {"entry_changed", "entry_moved", "entry_deleted"}


def test_every_column_is_tried() -> None:
    assert set(OTHER) == {field.column for field in AuditEntry._meta.concrete_fields}


def test_text_moved_from_one_column_to_the_next_is_told(chained: Database) -> None:
    chained.tamper(
        f"UPDATE {ENTRY} SET act = 'child.', subject_kind = 'viewchild' WHERE id = {AT}5)"
    )
    assert chained.kinds() == {"entry_changed"}


def test_a_break_names_the_authority_and_the_place(chained: Database) -> None:
    chained.tamper(f"UPDATE {ENTRY} SET reason = 'Never mind' WHERE id = {AT}5)")
    done = chained.verify()
    assert [(found.authority, found.sequence) for found in done.breaks] == [(HERE, 5)]


def test_a_function_replaced_in_the_database_cannot_vouch_for_an_entry(chained: Database) -> None:
    chained.tamper(
        f"CREATE OR REPLACE FUNCTION audit_digest(entry {ENTRY}) RETURNS text "
        "LANGUAGE sql AS $$ SELECT 'anything' $$"
    )
    with chained.as_app() as app:
        append(app, chained.places()["here"])
    assert chained.kinds() == {"entry_changed"}


def test_a_tail_cut_is_told_after_new_entries_grew_past_the_anchor(chained: Database) -> None:
    chained.tamper(*tail_cut(6), head_reset(6))
    with chained.as_app() as app:
        for number in range(9):
            append(app, chained.places()["here"], 1000 + number)
    assert chained.kinds() == {"anchor_differs"}


def test_a_tail_cut_back_to_the_last_anchor_is_not_told(chained: Database) -> None:
    """The limit that docs/audit.md names: what no anchor covers yet."""
    chained.tamper(*tail_cut(8), head_reset(8))
    assert chained.kinds() == set()


def lines_of(database: Database) -> list[bytes]:
    return database.anchors.read_bytes().splitlines(keepends=True)


def without_the_second(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[2]]


def naming_another_hash(lines: list[bytes]) -> list[bytes]:
    forged = json.loads(lines[1]) | {"hash": "ab" * 32}
    return [lines[0], json.dumps(forged, sort_keys=True).encode() + b"\n", lines[2]]


def torn(lines: list[bytes]) -> list[bytes]:
    return [*lines[:2], lines[2][:40]]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (without_the_second, "anchor_line_missing"),
        (lambda lines: lines[1:], "anchor_line_missing"),
        (lambda lines: [lines[1], lines[0], lines[2]], "anchor_line_missing"),
        (naming_another_hash, "anchor_forged"),
        (lambda lines: [*lines, b"not an anchor\n"], "anchor_unreadable"),
        (lambda lines: [*lines, b"[1]\n", b"\xff\n"], "anchor_unreadable"),
        (torn, "anchor_unreadable"),
    ],
    ids=["a line out", "the first out", "re-ordered", "forged", "words", "other json", "torn"],
)
def test_a_tampered_anchor_file_is_told(
    chained: Database, change: Callable[[list[bytes]], list[bytes]], kind: str
) -> None:
    chained.anchors.write_bytes(b"".join(change(lines_of(chained))))
    assert kind in chained.kinds()


def test_a_line_torn_by_a_crash_is_mended_by_the_next_anchor(chained: Database) -> None:
    chained.anchors.write_bytes(b"".join(torn(lines_of(chained))))
    assert chained.anchor() == 3
    assert chained.kinds() == set()
    assert len(lines_of(chained)) == 5


def test_an_anchor_signed_with_a_replaced_key_is_believed_only_while_it_is_named(
    chained: Database, settings: Settings
) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-key"
    assert chained.kinds() == {"anchor_forged"}
    settings.SECRET_KEY_FALLBACKS = [old]
    assert chained.kinds() == set()
