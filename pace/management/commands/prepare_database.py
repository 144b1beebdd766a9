import os
from typing import Any

import psycopg2
from django.core.management.base import BaseCommand, CommandError

from pace.database_urls import database_from_url
from pace.roles import RoleRefused, grant_to_app

OLDEST = 15_00_00


class Command(BaseCommand):
    help = "Make the app role and its grants on an empty PostgreSQL, as DATABASE_OWNER_URL's role."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        owner, app = address("DATABASE_OWNER_URL"), address("DATABASE_URL")
        try:
            connection = psycopg2.connect(
                host=owner["HOST"],
                port=owner["PORT"] or None,
                user=owner["USER"],
                password=owner["PASSWORD"] or None,
                dbname=owner["NAME"],
                **owner["OPTIONS"],
            )
        except psycopg2.OperationalError as refused:
            raise CommandError(f"DATABASE_OWNER_URL cannot be reached: {refused}") from None
        connection.autocommit = True
        if connection.server_version < OLDEST:
            raise CommandError("PostgreSQL 15 or newer is needed.")
        try:
            grant_to_app(
                connection, owner=owner["USER"], app=app["USER"], secret=app["PASSWORD"] or None
            )
        except RoleRefused as refused:
            raise CommandError(str(refused)) from None
        except psycopg2.Error as refused:
            raise CommandError(
                f"The roles could not be made: {str(refused).strip()}. The owner needs CREATEROLE, "
                "or make the app role by hand and run this again."
            ) from None
        finally:
            connection.close()
        self.stdout.write(f"{app['USER']} may now work in {owner['NAME']}. Next: migrate.")


def address(name: str) -> dict[str, Any]:
    url = os.environ.get(name)
    if not url:
        raise CommandError(f"Set {name}: both roles are needed to prepare the database.")
    try:
        return database_from_url(url)
    except ValueError as refused:
        raise CommandError(f"{name}: {refused}") from None
