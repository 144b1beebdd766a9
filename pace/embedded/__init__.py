"""A PostgreSQL of the project's own, for when no DATABASE_URL names one."""

from pace.embedded.starting import database_for

__all__ = ["database_for"]
