"""The audit as a chain for each authority, linked by the database when an entry commits.

A constraint trigger, deferred, so that nobody waits for another's open transaction; a definer
function, so that the app role need not be able to write a link. The digest is a text of every
column that no two entries share: what could hold a comma stands after its length, the detail at
the end, "-" for null. The moment is counted in microseconds, because a timestamp's text depends
on the time zone.
"""

import django.db.models.deletion
from django.db import migrations, models

ENTRY, LINK, HEAD = "accounts_auditentry", "accounts_auditlink", "accounts_audithead"

FILL_AUTHORITY = f"""
UPDATE {ENTRY} SET authority_id = (
    SELECT held.authority_id FROM accounts_membership held
    WHERE held.person_id = {ENTRY}.person_id ORDER BY held.id LIMIT 1
) WHERE authority_id IS NULL;
-- A table with foreign keys still to be checked cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

PLAIN = (
    "entry.id",
    "entry.entry_id",
    "trunc(extract(epoch FROM entry.at) * 1000000)",
    "entry.authority_id",
    "entry.person_id",
    "entry.subject_id",
    "entry.request_id",
)
WORDS = ("entry.acting_as", "entry.act", "entry.subject_kind", "entry.reason")
DIGEST = " || ',' || ".join(
    ["'pace-audit-1'"]
    + [f"coalesce({value}::text, '-')" for value in PLAIN]
    + [f"coalesce(octet_length({word}) || ':' || {word}, '-')" for word in WORDS]
    + ["coalesce(entry.detail::text, '-')"]
)

# Temporary tables come last in the path and no table goes unqualified: the app role could make
# a temporary head of its own.
SAFE_PATH = "SET search_path = pg_catalog, public, pg_temp"

FUNCTIONS = f"""
CREATE FUNCTION public.audit_digest(entry public.{ENTRY}) RETURNS text
LANGUAGE sql STABLE {SAFE_PATH} AS $body$ SELECT {DIGEST} $body$;

CREATE FUNCTION public.chain_audit_entry(entry public.{ENTRY}) RETURNS void
LANGUAGE plpgsql {SAFE_PATH} AS $body$
DECLARE
    last public.{HEAD};
    linked bytea;
BEGIN
    SELECT * INTO last FROM public.{HEAD} WHERE authority_id = entry.authority_id FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO public.{HEAD} (authority_id, sequence, hash)
        VALUES (entry.authority_id, 0, decode(repeat('00', 32), 'hex'))
        ON CONFLICT (authority_id) DO NOTHING;
        SELECT * INTO STRICT last FROM public.{HEAD}
        WHERE authority_id = entry.authority_id FOR UPDATE;
    END IF;
    linked := sha256(last.hash || convert_to(public.audit_digest(entry), 'UTF8'));
    INSERT INTO public.{LINK} (entry_id, authority_id, sequence, previous_hash, hash)
    VALUES (entry.id, entry.authority_id, last.sequence + 1, last.hash, linked);
    UPDATE public.{HEAD} SET sequence = last.sequence + 1, hash = linked
    WHERE authority_id = entry.authority_id;
END
$body$;

CREATE FUNCTION public.link_audit_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER {SAFE_PATH} AS $body$
BEGIN
    IF TG_RELID <> 'public.{ENTRY}'::regclass THEN
        RAISE EXCEPTION 'Only the audit is chained' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM public.chain_audit_entry(NEW);
    RETURN NULL;
END
$body$;

CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql {SAFE_PATH} AS $body$
BEGIN
    RAISE EXCEPTION 'The audit is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$body$;

REVOKE ALL ON FUNCTION public.audit_digest(public.{ENTRY}) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.chain_audit_entry(public.{ENTRY}) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.link_audit_entry() FROM PUBLIC;
REVOKE ALL ON FUNCTION public.refuse_audit_change() FROM PUBLIC;
"""

NO_FUNCTIONS = f"""
DROP FUNCTION public.refuse_audit_change();
DROP FUNCTION public.link_audit_entry();
DROP FUNCTION public.chain_audit_entry(public.{ENTRY});
DROP FUNCTION public.audit_digest(public.{ENTRY});
"""

CHAIN_WHAT_IS_THERE = f"""
DO $body$
DECLARE entry public.{ENTRY};
BEGIN
    FOR entry IN SELECT * FROM public.{ENTRY} ORDER BY id LOOP
        PERFORM public.chain_audit_entry(entry);
    END LOOP;
END
$body$;
"""

# The head moves with every entry, so it may be updated, by the definer function alone.
TRIGGERS = f"""
CREATE CONSTRAINT TRIGGER audit_entry_is_linked AFTER INSERT ON public.{ENTRY}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.link_audit_entry();
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON public.{ENTRY}
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_link_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON public.{LINK}
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON public.{HEAD}
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
"""

NO_TRIGGERS = f"""
DROP TRIGGER audit_head_stays ON public.{HEAD};
DROP TRIGGER audit_link_stays ON public.{LINK};
DROP TRIGGER audit_entry_stays ON public.{ENTRY};
DROP TRIGGER audit_entry_is_linked ON public.{ENTRY};
"""

# Whatever the app role is called, and whoever else was let in.
REVOKE = f"""
DO $body$
DECLARE held record;
BEGIN
    FOR held IN
        SELECT told.privilege_type AS what, class.relname AS place,
            CASE told.grantee WHEN 0 THEN 'PUBLIC'
                ELSE quote_ident(pg_get_userbyid(told.grantee)) END AS who
        FROM pg_class class, aclexplode(class.relacl) told
        WHERE class.relnamespace = 'public'::regnamespace
            AND class.relname IN ('{ENTRY}', '{LINK}', '{HEAD}')
            AND told.grantee <> class.relowner
            AND (told.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE')
                OR told.privilege_type = 'INSERT' AND class.relname <> '{ENTRY}')
    LOOP
        EXECUTE format('REVOKE %s ON public.%I FROM %s', held.what, held.place, held.who);
    END LOOP;
END
$body$;
"""

GRANT_AGAIN = f"""
DO $body$
DECLARE held record;
BEGIN
    FOR held IN
        SELECT quote_ident(pg_get_userbyid(told.grantee)) AS who
        FROM pg_class class, aclexplode(class.relacl) told
        WHERE class.oid = 'public.{ENTRY}'::regclass AND told.privilege_type = 'INSERT'
            AND told.grantee NOT IN (0, class.relowner)
    LOOP
        EXECUTE format('GRANT UPDATE, DELETE ON public.{ENTRY} TO %s', held.who);
    END LOOP;
END
$body$;
"""


def to_authority(**options):
    return {
        "on_delete": django.db.models.deletion.PROTECT,
        "related_name": "+",
        "to": "accounts.authority",
        **options,
    }


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_agreements_cover_and_tokens")]

    operations = [
        migrations.RunSQL(FILL_AUTHORITY, migrations.RunSQL.noop),
        migrations.AlterField(
            "auditentry", "authority", models.ForeignKey(**to_authority())
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="link",
                        serialize=False,
                        to="accounts.auditentry",
                    ),
                ),
                ("authority", models.ForeignKey(**to_authority(db_index=False))),
                ("sequence", models.BigIntegerField()),
                ("previous_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "ordering": ["authority", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "sequence"),
                        name="audit_link_has_a_place_of_its_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)),
                        name="audit_chain_begins_at_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "authority",
                    models.OneToOneField(**to_authority(primary_key=True, serialize=False)),
                ),
                ("sequence", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(CHAIN_WHAT_IS_THERE, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(REVOKE, GRANT_AGAIN),
    ]
