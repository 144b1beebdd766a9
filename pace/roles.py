"""The database's roles: an owner who migrates, and an app role that can do no more than work.

Web and workers connect as the app role. It owns nothing, cannot bypass row-level security,
cannot truncate, and creates nothing.
"""

from collections.abc import Callable
from typing import Any

from psycopg2 import sql

OWNER = "pace_owner"
APP = "pace_app"
# Both are trusted: a database's owner may add them.
EXTENSIONS = ("btree_gist", "pg_trgm")
GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {app}",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
    "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
    "GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)
# What the app role may not do with the audit, whatever it may do with all tables.
APPEND_ONLY = {
    "accounts_auditentry": "UPDATE, DELETE, TRUNCATE",
    "accounts_auditlink": "INSERT, UPDATE, DELETE, TRUNCATE",
    "accounts_audithead": "INSERT, UPDATE, DELETE, TRUNCATE",
}


class RoleRefused(Exception):
    """The roles cannot be made or are not safe; the message says what to do."""


def make_database(
    connect: Callable[..., Any], *, name: str, password: Callable[[str], str]
) -> None:
    """On a server of our own: the owner, the database, and the app role's grants. Repeatable."""
    admin = connect()
    with admin.cursor() as cursor:
        for role in (OWNER, APP):
            _make_role(cursor, role, password(role))
            cursor.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(password(role))
                )
            )
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
    admin.close()
    inside = connect(database=name)
    with inside.cursor() as cursor:
        # As the owner, as on a server that is not ours: extensions are then the owner's too.
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(OWNER)))
    grant_to_app(inside, owner=OWNER, app=APP, secret=None)
    inside.close()


def grant_to_app(connection: Any, *, owner: str, app: str, secret: str | None) -> None:
    """Extensions, the app role if it is missing, and what it may do with the owner's tables.

    RoleRefused when the app role is the owner, could become it, or stands above the rules.
    """
    if owner == app:
        raise RoleRefused(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role. Give the app one of its own."
        )
    with connection.cursor() as cursor:
        _refuse_strangers_database(cursor)
        for extension in EXTENSIONS:
            cursor.execute(
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension))
            )
        _make_role(cursor, app, secret)
        _refuse_mighty(cursor, app=app, owner=owner)
        for statement in GRANTS:
            cursor.execute(
                sql.SQL(statement).format(
                    app=sql.Identifier(app),
                    owner=sql.Identifier(owner),
                    database=sql.Identifier(connection.info.dbname),
                )
            )
        _keep_the_audit(cursor, app)


def _keep_the_audit(cursor: Any, app: str) -> None:
    for table, acts in APPEND_ONLY.items():
        cursor.execute("SELECT to_regclass(%s)", [f"public.{table}"])
        if cursor.fetchone()[0]:
            cursor.execute(
                sql.SQL("REVOKE {} ON {} FROM {}").format(
                    sql.SQL(acts), sql.Identifier("public", table), sql.Identifier(app)
                )
            )


def _make_role(cursor: Any, role: str, secret: str | None) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() is None:
        cursor.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                sql.Identifier(role), sql.Literal(secret)
            )
        )


def _refuse_strangers_database(cursor: Any) -> None:
    cursor.execute(
        "SELECT pg_has_role(current_user, datdba, 'MEMBER'), datname, current_user "
        "FROM pg_database WHERE datname = current_database()"
    )
    owns, database, role = cursor.fetchone()
    if not owns:
        raise RoleRefused(
            f"The role {role} does not own the database {database}. As a superuser, run: "
            f'ALTER DATABASE "{database}" OWNER TO "{role}"'
        )


def _refuse_mighty(cursor: Any, *, app: str, owner: str) -> None:
    cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [app])
    if cursor.fetchone()[0]:
        raise RoleRefused(
            f"The role {app} is a superuser or bypasses row security. Give the app a plain role."
        )
    cursor.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [app, owner])
    if cursor.fetchone()[0]:
        raise RoleRefused(
            f"The role {app} is a member of {owner}, so it could change tables. Give the app a "
            "role that is a member of nothing."
        )
