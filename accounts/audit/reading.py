"""The chains as they stand at one moment, read on a connection of their own.

The owner sees every authority. The app role sees one at a time, because row-level security
shows it the authority that is asked for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from accounts.audit.digest import DIGEST

LINKS = f"""
    SELECT link.sequence, link.previous_hash, link.hash, link.entry_id, entry.authority_id,
        {DIGEST}
    FROM public.accounts_auditlink link
    LEFT JOIN public.accounts_auditentry entry ON entry.id = link.entry_id
    WHERE link.authority_id = %s ORDER BY link.sequence
"""
UNLINKED = """
    SELECT entry.id FROM public.accounts_auditentry entry
    WHERE entry.authority_id = %s AND NOT EXISTS (
        SELECT FROM public.accounts_auditlink link WHERE link.entry_id = entry.id
    ) ORDER BY entry.id
"""
HEAD = "SELECT sequence, hash FROM public.accounts_audithead WHERE authority_id = %s"
# An authority deleted from under its audit is still checked, under its number.
AUTHORITIES = """
    SELECT chained.id, coalesce(authority.code, 'authority ' || chained.id),
        coalesce(authority.former_codes, '{}')
    FROM (
        SELECT id FROM public.accounts_authority
        UNION SELECT authority_id FROM public.accounts_auditlink
        UNION SELECT authority_id FROM public.accounts_auditentry
        UNION SELECT authority_id FROM public.accounts_audithead
    ) chained LEFT JOIN public.accounts_authority authority USING (id) ORDER BY 2
"""
ROWS_AT_A_TIME = 2_000

Link = tuple[int, memoryview, memoryview, int, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Chains:
    connection: Any

    def authorities(self) -> list[tuple[int, str, list[str]]]:
        return self._all(AUTHORITIES)

    def enter(self, authority: int) -> None:
        """Only on this connection, which reads and is closed: nothing else sees the setting."""
        self._all("SELECT set_config('pace.authority', %s, true)", str(authority))

    def links(self, authority: int) -> Iterator[Link]:
        with self.connection.cursor(name="audit_links") as cursor:
            cursor.itersize = ROWS_AT_A_TIME
            cursor.execute(LINKS, [authority])
            yield from cursor

    def unlinked(self, authority: int) -> list[int]:
        return [entry for (entry,) in self._all(UNLINKED, authority)]

    def head(self, authority: int) -> tuple[int, bytes] | None:
        for sequence, named in self._all(HEAD, authority):
            return sequence, bytes(named)
        return None

    def heads(self) -> Iterator[tuple[str, int, bytes]]:
        """Of every authority that has an audit: its code, the last sequence and its hash."""
        for authority, code, _ in self.authorities():
            self.enter(authority)
            if head := self.head(authority):
                yield code, *head

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())


def auditors_connection() -> Any:
    """As the owner where its address is set, for it sees every authority; not yet in use."""
    database = connections["owner" if "owner" in connections else DEFAULT_DB_ALIAS]
    return database.get_new_connection(database.get_connection_params())


@contextmanager
def chains_of(connection: Any) -> Iterator[Chains]:
    """One unchanging moment: what is appended meanwhile is no break. Long reads are allowed."""
    try:
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True, autocommit=False)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL work_mem = '64MB'")
            cursor.execute("SET LOCAL search_path = pg_catalog, public, pg_temp")
        yield Chains(connection)
    finally:
        connection.close()
