"""The second wall round the audit: an authority's entries are its own (see cases 0006).

The app role reads and adds entries, and only reads the chain: links and heads are written by
the linking trigger as the owner.
"""

from django.db import migrations

ROWS = "authority_id = (SELECT NULLIF(current_setting('pace.authority', true), '')::bigint)"


def wall(table):
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY the_owner_migrates ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
        CREATE POLICY own_rows_are_read ON {table} FOR SELECT USING ({ROWS});
        """,
        f"""
        DROP POLICY own_rows_are_read ON {table};
        DROP POLICY the_owner_migrates ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_audit_is_chained")]

    operations = [
        wall("accounts_auditentry"),
        wall("accounts_auditlink"),
        wall("accounts_audithead"),
        migrations.RunSQL(
            f"CREATE POLICY own_rows_are_added ON accounts_auditentry FOR INSERT "
            f"WITH CHECK ({ROWS})",
            "DROP POLICY own_rows_are_added ON accounts_auditentry",
        ),
    ]
