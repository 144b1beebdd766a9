"""The audit read by people: newest first, by person, and by record, whatever list showed it.

Which entries showed a record is asked through a function of the owner's: under row-level
security PostgreSQL does not use an index for @>, because that operator may tell of rows that
are then left out. The function answers for the authority of the context alone.

The indexes are built in the migration's transaction: until the first release no audit is long
enough for the lock to be felt. A later one is to use AddIndexConcurrently.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

FUNCTION = """
CREATE FUNCTION public.audit_that_showed(record uuid, since timestamptz, until timestamptz)
    RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $body$
    SELECT entry.id FROM public.accounts_auditentry entry
    WHERE entry.detail @> jsonb_build_object('shown', jsonb_build_array(record))
        AND entry.at >= since AND entry.at < until
        AND entry.authority_id = NULLIF(current_setting('pace.authority', true), '')::bigint
$body$
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_second_wall_round_the_audit")]

    operations = [
        migrations.AddIndex(
            "auditentry",
            models.Index(fields=["authority", "-at", "-id"], name="audit_newest_first"),
        ),
        migrations.AddIndex(
            "auditentry",
            models.Index(fields=["authority", "person", "-at"], name="audit_of_a_person"),
        ),
        migrations.AddIndex(
            "auditentry",
            django.contrib.postgres.indexes.GinIndex(
                fields=["detail"], name="audit_of_what_was_shown", opclasses=["jsonb_path_ops"]
            ),
        ),
        migrations.RunSQL(
            FUNCTION, "DROP FUNCTION public.audit_that_showed(uuid, timestamptz, timestamptz)"
        ),
    ]
