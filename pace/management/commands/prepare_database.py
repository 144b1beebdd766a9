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
        connection = connect(owner)
        try:
            grant_to_app(
                connection, owner=owner["USER"], app=app["USER"], secret=app["PASSWORD"] or None
            )
        except RoleRefused as refused:
            raise CommandError(str(refused)) from None
        except psycopg2.Error as refused:
            raise CommandError(
                f"The roles could not be made: {first_line(refused)}. The owner needs CREATEROLE; "
                "or make the app role by hand, then run this again."
            ) from None
        finally:
            connection.close()
        self.stdout.write(f"{app['USER']} may now work in {owner['NAME']}. Next: migrate.")


def address(name: str) -> dict[str, Any]:
    url = os.environ.get(name)
    if not url:
        raise CommandError(f"Set {name}: both roles are needed to prepare the database.")
    try:
        place = database_from_url(url)
    except ValueError as refused:
        raise CommandError(f"{name}: {refused}") from None
    if not place["USER"]:
        raise CommandError(f"{name} names no role; write it before the host: role:password@host.")
    return place


def connect(place: dict[str, Any]) -> Any:
    try:
        connection = psycopg2.connect(
            host=place["HOST"],
            port=place["PORT"] or None,
            user=place["USER"],
            password=place["PASSWORD"] or None,
            dbname=place["NAME"],
            **place["OPTIONS"],
        )
    except psycopg2.Error as refused:
        raise CommandError(f"DATABASE_OWNER_URL cannot be reached: {first_line(refused)}") from None
    connection.autocommit = True
    if connection.server_version < OLDEST:
        connection.close()
        raise CommandError("PostgreSQL 15 or newer is needed.")
    return connection


def first_line(refused: psycopg2.Error) -> str:
    return str(refused).strip().partition("\n")[0]
