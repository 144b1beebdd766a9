"""The audit: appended to by the app, linked by the database at commit, changed by nobody."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg2.errors import InsufficientPrivilege

from accounts.audit.digest import LAST, PLAIN, WORDS
from accounts.models import AuditEntry
from pace.roles import APP, OWNER, grant_to_app
from tests.accounts.chained import HERE, Database, append, closing

ROOT = Path(__file__).resolve().parent.parent.parent
ENTRIES = 36
REFUSED = (
    "UPDATE accounts_auditentry SET reason = ''",
    "DELETE FROM accounts_auditentry",
    "TRUNCATE accounts_auditentry CASCADE",
    "UPDATE accounts_auditlink SET sequence = sequence",
    "DELETE FROM accounts_auditlink",
    "INSERT INTO accounts_auditlink VALUES (1, 1, 99, '', '')",
    "UPDATE accounts_audithead SET sequence = 1",
    # Ways round: a head of one's own, the functions by hand, the trigger on one's own table.
    "INSERT INTO accounts_audithead VALUES (1, 1, '')",
    "DELETE FROM accounts_audithead",
    "SELECT chain_audit_entry(e) FROM accounts_auditentry e LIMIT 1",
    "CREATE TEMP TABLE mine (LIKE accounts_auditentry); CREATE TRIGGER t AFTER INSERT ON mine "
    "FOR EACH ROW EXECUTE FUNCTION link_audit_entry()",
    "SET session_replication_role = replica",
    "ALTER TABLE accounts_auditentry DISABLE TRIGGER ALL",
)


def test_every_column_of_an_entry_is_in_its_digest() -> None:
    assert {*PLAIN, *WORDS, LAST} == {field.column for field in AuditEntry._meta.concrete_fields}


def test_a_chain_nobody_touched_has_no_break(looked_at: Database) -> None:
    done = looked_at.verify()
    assert (done.checked, done.breaks) == (ENTRIES, [])


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Kathmandu", "America/St_Johns"])
def test_no_time_zone_raises_a_false_alarm(chained: Database, zone: str) -> None:
    with chained.as_app(zone) as app:
        append(app, chained.places()["here"])
    done = chained.verify(zone=zone)
    assert (done.checked, done.breaks) == (ENTRIES + 1, [])


def test_the_app_role_verifies_authority_by_authority(looked_at: Database) -> None:
    done = looked_at.verify(role=APP)
    assert (done.checked, done.breaks) == (ENTRIES, [])


@pytest.mark.parametrize("statement", REFUSED)
def test_the_app_role_only_appends(looked_at: Database, statement: str) -> None:
    with looked_at.as_app() as app, app.cursor() as sql:
        with pytest.raises(InsufficientPrivilege):
            sql.execute(statement)
        app.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_auditentry SET reason = ''",
        "DELETE FROM accounts_auditlink",
        "DELETE FROM accounts_audithead",
        "TRUNCATE accounts_auditentry, accounts_auditlink",
    ],
)
def test_even_the_owner_is_refused_by_trigger(looked_at: Database, statement: str) -> None:
    with closing(looked_at.connected(OWNER)) as owner, owner.cursor() as sql:
        with pytest.raises(InsufficientPrivilege, match="append-only"):
            sql.execute(statement)
        owner.rollback()


def test_preparing_the_database_again_gives_nothing_back(chained: Database) -> None:
    with closing(chained.connected(OWNER)) as owner:
        owner.autocommit = True
        grant_to_app(owner, owner=OWNER, app=APP, secret=None)
        with owner.cursor() as sql:
            sql.execute(
                "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
                "WHERE grantee = %s AND table_name LIKE 'accounts_audit%%' ORDER BY 1, 2",
                [APP],
            )
            assert sql.fetchall() == [
                ("accounts_auditentry", "INSERT"),
                ("accounts_auditentry", "SELECT"),
                ("accounts_audithead", "SELECT"),
                ("accounts_auditlink", "SELECT"),
            ]


def test_a_temporary_head_misleads_nobody(chained: Database) -> None:
    here = chained.places()["here"]
    with chained.as_app() as app:
        with app.cursor() as sql:
            sql.execute("CREATE TEMP TABLE accounts_audithead (LIKE accounts_audithead)")
            sql.execute("CREATE TEMP TABLE accounts_auditlink (LIKE accounts_auditlink)")
        append(app, here)
    done = chained.verify()
    assert (done.checked, done.breaks) == (ENTRIES + 1, [])


def test_nobody_waits_for_anothers_open_transaction(chained: Database) -> None:
    here = chained.places()["here"]
    with chained.as_app() as slow, chained.as_app() as quick:
        append(slow, here, 1, commit=False)
        with quick.cursor() as sql:
            sql.execute("SET lock_timeout = '100ms'")
        append(quick, here, 2)
        slow.commit()
    done = chained.verify()
    assert (done.checked, done.breaks) == (ENTRIES + 2, [])


def test_what_is_rolled_back_leaves_no_gap(chained: Database) -> None:
    here = chained.places()["here"]
    with chained.as_app() as app:
        append(app, here, 1, commit=False)
        app.rollback()
        append(app, here, 2)
    done = chained.verify()
    assert (done.checked, done.breaks) == (ENTRIES + 1, [])


def test_eight_at_once_make_one_chain(chained: Database) -> None:
    here = chained.places()["here"]

    def work(thread: int) -> None:
        with chained.as_app() as app:
            for number in range(50):
                append(app, here, 100 * thread + number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    done = chained.verify()
    assert (done.checked, done.breaks) == (ENTRIES + 400, [])


def test_the_commands_anchor_and_verify(chained: Database, tmp_path: Path) -> None:
    """As a timer runs them: anchored, verified as JSON; after a tampering, exit 1 and where."""
    assert manage(chained, tmp_path, "audit_anchor").stdout.startswith("3 anchors written")
    whole = manage(chained, tmp_path, "audit_verify", "--format", "json")
    assert whole.returncode == 0, whole.stderr
    assert json.loads(whole.stdout) == {"checked": ENTRIES, "anchors": 3, "breaks": []}
    chained.tamper(
        "UPDATE accounts_auditentry SET reason = 'Never mind' WHERE id = (SELECT entry_id FROM "
        "accounts_auditlink WHERE authority_id = {here} AND sequence = 5)"
    )
    broken = manage(chained, tmp_path, "audit_verify", "--format", "json")
    assert broken.returncode == 1
    assert "broken in 1 place" in broken.stderr
    [found] = json.loads(broken.stdout)["breaks"]
    assert (found["authority"], found["sequence"], found["kind"]) == (HERE, 5, "entry_changed")
    told = manage(chained, tmp_path, "audit_verify").stdout
    assert f"{HERE}, link 5, entry {found['entry']}: The entry was changed" in told


def test_verifying_against_a_copy_that_is_not_there_says_so(
    chained: Database, tmp_path: Path
) -> None:
    done = manage(chained, tmp_path, "audit_verify", "--anchors", "/nowhere/anchors.jsonl")
    assert done.returncode == 1
    assert "There is no file /nowhere/anchors.jsonl" in done.stderr


def manage(database: Database, anchors: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    addresses = {
        "DATABASE_URL": database.url(APP),
        "DATABASE_OWNER_URL": database.url(OWNER),
        "PACE_ANCHORS": str(anchors / "kept"),
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env=os.environ | addresses,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
