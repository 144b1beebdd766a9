"""The second wall round milestones, extensions and clocks (see cases 0006)."""

from django.db import migrations

ROWS = (
    "authority_id = (SELECT pace_authority()) "
    "AND child_id <> ALL ((SELECT pace_hidden_children())::bigint[])"
)
TABLES = [
    "milestones_milestone",
    "milestones_milestoneevent",
    "milestones_extension",
    "milestones_extensionevent",
    "milestones_clock",
]


def changed(table):
    """What the history says is never changed, whatever the trigger that refuses it is told."""
    if table.endswith("event"):
        return ""
    return (
        f"CREATE POLICY own_rows_are_changed ON {table} FOR UPDATE USING ({ROWS}) "
        f"WITH CHECK ({ROWS});"
    )


def wall(table):
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY the_owner_migrates ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
        CREATE POLICY own_rows_are_read ON {table} FOR SELECT USING ({ROWS});
        CREATE POLICY own_rows_are_added ON {table} FOR INSERT WITH CHECK ({ROWS});
        {changed(table)}
        """,
        f"""
        DROP POLICY IF EXISTS own_rows_are_changed ON {table};
        DROP POLICY own_rows_are_added ON {table};
        DROP POLICY own_rows_are_read ON {table};
        DROP POLICY the_owner_migrates ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_second_wall"),
        ("milestones", "0005_running_clocks_end_on_a_day"),
    ]

    operations = [
        *(wall(table) for table in TABLES),
        # Clocks are a projection: those that no fact asks for any longer go.
        migrations.RunSQL(
            f"CREATE POLICY own_clocks_are_removed ON milestones_clock FOR DELETE USING ({ROWS})",
            "DROP POLICY own_clocks_are_removed ON milestones_clock",
        ),
    ]
