"""Nothing is served by a role that could look over the second wall, or with a gap in it."""

from django.db import connection

ROLE = """
SELECT current_user, rolsuper, rolbypassrls,
       pg_has_role(current_user, (SELECT datdba FROM pg_database
                                  WHERE datname = current_database()), 'MEMBER')
FROM pg_roles WHERE rolname = current_user
"""
# Tables with a child in them, jobs' files and the audit: each is walled or is a gap.
GAPS = """
SELECT relname FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
AND NOT (relrowsecurity AND relforcerowsecurity)
AND (relname IN ('cases_child', 'cases_childevent', 'accounts_jobfile')
     OR relname LIKE 'accounts\\_audit%'
     OR EXISTS (SELECT FROM pg_attribute
                WHERE attrelid = pg_class.oid AND attname = 'child_id' AND NOT attisdropped))
ORDER BY relname
"""


class WallIsOpen(RuntimeError):
    """Why nothing is served; the sentence says what to do."""


def refuse_an_open_wall() -> None:
    """Raises WallIsOpen when this process could read past row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        role, is_superuser, bypasses, owns = cursor.fetchone()
        cursor.execute(GAPS)
        gaps = [name for (name,) in cursor.fetchall()]
    if is_superuser or bypasses or owns:
        what = "a superuser" if is_superuser else "above row security" if bypasses else "the owner"
        raise WallIsOpen(
            f"DATABASE_URL’s role {role} is {what}: it would see every authority’s children. "
            "Give the app a role of its own with prepare_database."
        )
    if gaps:
        raise WallIsOpen(
            f"Row-level security is not forced on {', '.join(gaps)}. Run migrate, or put back "
            "what was switched off."
        )
