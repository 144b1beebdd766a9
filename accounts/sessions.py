"""Sessions in the database, whose key is looked up only if it can be one."""

from django.contrib.sessions.backends.db import SessionStore as InDatabase


class SessionStore(InDatabase):
    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie can carry what PostgreSQL takes for no text at all, such as NUL."""
        return bool(super()._validate_session_key(key) and key.isascii() and key.isalnum())
