from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as MigrateCommand


class Command(MigrateCommand):
    """Django's migrate, run as the owner: the app role may not change tables."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def execute(self, *args: Any, **options: Any) -> Any:
        if "owner" not in settings.DATABASES:
            raise CommandError(
                "Set DATABASE_OWNER_URL to the owner's address: the app role of DATABASE_URL may "
                "not change tables."
            )
        return super().execute(*args, **options)
