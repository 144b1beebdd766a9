"""Composite keys and the second wall round flags, answers, questions and notices; shipped lists."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parent.parent / "data" / "delays_1.json"
# (table, column, table referred to, name)
KEYS = [
    ("milestones_flag", "child_id", "cases_child", "flag_is_of_its_authoritys_child"),
    ("milestones_delay", "child_id", "cases_child", "delay_is_of_its_authoritys_child"),
    ("milestones_snooze", "child_id", "cases_child", "snooze_is_of_its_authoritys_child"),
    ("milestones_question", "child_id", "cases_child", "question_is_of_its_authoritys_child"),
    ("milestones_notice", "child_id", "cases_child", "notice_is_of_its_authoritys_child"),
    (
        "milestones_notice",
        "membership_id",
        "accounts_membership",
        "notice_is_to_a_member_of_its_authority",
    ),
]
AUTHORITY = "authority_id = (SELECT pace_authority())"
HIDDEN = "child_id <> ALL ((SELECT pace_hidden_children())::bigint[])"
ROWS = {
    **dict.fromkeys(
        ["milestones_flag", "milestones_delay", "milestones_snooze", "milestones_question"],
        f"{AUTHORITY} AND {HIDDEN}",
    ),
    # A notice of the nightly work is about no child.
    "milestones_notice": f"{AUTHORITY} AND (child_id IS NULL OR {HIDDEN})",
}


def composite_key(table, column, to, name):
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (authority_id, {column}) "
        f"REFERENCES {to} (authority_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def wall(table, rows):
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY the_owner_migrates ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
        CREATE POLICY own_rows_are_read ON {table} FOR SELECT USING ({rows});
        CREATE POLICY own_rows_are_added ON {table} FOR INSERT WITH CHECK ({rows});
        CREATE POLICY own_rows_are_changed ON {table} FOR UPDATE USING ({rows})
            WITH CHECK ({rows});
        """,
        f"""
        DROP POLICY own_rows_are_changed ON {table};
        DROP POLICY own_rows_are_added ON {table};
        DROP POLICY own_rows_are_read ON {table};
        DROP POLICY the_owner_migrates ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def shipped(apps, schema_editor, name):
    return apps.get_model("milestones", name).objects.using(schema_editor.connection.alias)


def add_shipped(apps, schema_editor):
    data = json.loads(DATA.read_text(encoding="utf-8"))
    causes = shipped(apps, schema_editor, "DelayCause")
    causes.bulk_create(
        causes.model(name=name, position=position) for position, name in enumerate(data["causes"])
    )
    rungs = shipped(apps, schema_editor, "LadderRung")
    rungs.bulk_create(rungs.model(**row) for row in data["ladder"])


def remove_shipped(apps, schema_editor):
    shipped(apps, schema_editor, "Delay").all().delete()
    for name in ["DelayCause", "LadderRung"]:
        shipped(apps, schema_editor, name).all().delete()


class Migration(migrations.Migration):
    dependencies = [("milestones", "0007_flags_questions_and_notices")]

    operations = [
        *(composite_key(*key) for key in KEYS),
        *(wall(table, rows) for table, rows in ROWS.items()),
        # Questions are a projection, like clocks: those that the facts no longer ask go.
        migrations.RunSQL(
            "CREATE POLICY own_questions_are_removed ON milestones_question FOR DELETE "
            f"USING ({ROWS['milestones_question']})",
            "DROP POLICY own_questions_are_removed ON milestones_question",
        ),
        migrations.RunPython(add_shipped, remove_shipped),
    ]
