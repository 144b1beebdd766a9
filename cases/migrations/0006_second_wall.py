"""The second wall: row-level security, enabled and forced, on every table about a child.

The app role sees rows only inside a transaction that says whose authority asks (accounts.door),
and none of a child who is restricted, barred or sealed for the person asking. There is no
policy for DELETE: nobody hard-deletes. It guards against a forgotten filter in the code.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION public.pace_authority() RETURNS bigint LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT NULLIF(current_setting('pace.authority', true), '')::bigint
$$;

CREATE FUNCTION public.pace_person() RETURNS bigint LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT NULLIF(current_setting('pace.person', true), '')::bigint
$$;

CREATE FUNCTION public.pace_whole() RETURNS boolean LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('pace.whole', true), '') = 'yes'
$$;

-- Children whom the person asking may not know of: sealed; barred from them; restricted, and
-- they are not named. As the owner, because the lists it reads are behind the wall themselves.
CREATE FUNCTION public.pace_hidden_children() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN public.pace_whole() THEN '{}'::bigint[] ELSE ARRAY(
        SELECT id FROM public.cases_child
            WHERE authority_id = public.pace_authority() AND sealed_on IS NOT NULL
        UNION ALL
        SELECT child_id FROM public.cases_bar
            WHERE authority_id = public.pace_authority() AND person_id = public.pace_person()
            AND lifted_at IS NULL
        UNION ALL
        SELECT child_id FROM public.cases_restriction AS restriction
            WHERE authority_id = public.pace_authority() AND lifted_at IS NULL
            AND NOT EXISTS (
                SELECT FROM public.cases_namedperson AS named
                WHERE named.restriction_id = restriction.id
                AND named.person_id = public.pace_person() AND named.ended_at IS NULL
                AND named.begins_on <= (now() AT TIME ZONE 'Europe/London')::date
                AND named.ends_on > (now() AT TIME ZONE 'Europe/London')::date
            )
    ) END
$$;

-- Sealed records that two people, a manager and information governance, opened within a day.
CREATE FUNCTION public.pace_released_children() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ARRAY(
        SELECT child_id FROM public.cases_proposal
        WHERE authority_id = public.pace_authority() AND kind = 'release' AND state = 'approved'
        AND decided_at > now() - interval '24 hours'
        AND current_setting('pace.role', true) = 'manager'
    )
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION public.pace_released_children();
DROP FUNCTION public.pace_hidden_children();
DROP FUNCTION public.pace_whole();
DROP FUNCTION public.pace_person();
DROP FUNCTION public.pace_authority();
"""

AUTHORITY = "authority_id = (SELECT public.pace_authority())"
HIDDEN = "<> ALL ((SELECT public.pace_hidden_children())::bigint[])"

# Table, and the column that names the child.
OF_CHILDREN = {
    "cases_child": "id",
    "cases_childevent": "id",
    "cases_childlocality": "child_id",
    "cases_episode": "child_id",
    "cases_episodeevent": "child_id",
    "cases_placement": "child_id",
    "cases_placementevent": "child_id",
    "cases_legalorder": "child_id",
    "cases_legalorderevent": "child_id",
    "cases_route": "child_id",
    "cases_routeevent": "child_id",
    "cases_involvement": "child_id",
    "cases_involvementevent": "child_id",
    "cases_note": "child_id",
    "cases_noteevent": "child_id",
}
# Who may know of whom: read by those who decide, also where they may not know the child.
OF_LEAVE = [
    "cases_family",
    "cases_grant",
    "cases_grantevent",
    "cases_restriction",
    "cases_restrictionevent",
    "cases_namedperson",
    "cases_namedpersonevent",
    "cases_bar",
    "cases_barevent",
    "cases_proposal",
    "cases_proposalevent",
    "cases_approval",
    "cases_approvalevent",
]
VAULT = (
    f"{AUTHORITY} AND ((SELECT public.pace_whole()) "
    "OR child_id = ANY ((SELECT public.pace_released_children())::bigint[]))"
)


def changed(table, rows):
    """What the history says is never changed, whatever the trigger that refuses it is told."""
    if table.endswith("event"):
        return ""
    return (
        f"CREATE POLICY own_rows_are_changed ON {table} FOR UPDATE USING ({rows}) "
        f"WITH CHECK ({rows});"
    )


def wall(table, rows):
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY the_owner_migrates ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
        CREATE POLICY own_rows_are_read ON {table} FOR SELECT USING ({rows});
        CREATE POLICY own_rows_are_added ON {table} FOR INSERT WITH CHECK ({rows});
        {changed(table, rows)}
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
    dependencies = [("cases", "0005_leave_stays_with_its_authority")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *(
            wall(table, f"{AUTHORITY} AND {child} {HIDDEN}")
            for table, child in OF_CHILDREN.items()
        ),
        *(wall(table, AUTHORITY) for table in OF_LEAVE),
        wall("cases_sealedidentity", VAULT),
    ]
