"""The one door to children's data: a transaction in which the database knows who is asking.

Row-level security (the second wall) reads these settings; without them it shows no row. Web
requests, workers, exports and commands all enter here, and nothing else sets them. They guard
against a forgotten filter, not against somebody who already runs SQL of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from accounts.actors import Actor

# The last one names the request in each row of the history (pghistory's pgh_context), so that
# the audit can tell who changed it.
SETTINGS = ("pace.authority", "pace.person", "pace.role", "pace.whole", "pghistory.context_id")
READ = ", ".join(f"current_setting('{name}', true)" for name in SETTINGS)
# The history's triggers' own settings are set beside ours: each row they write would otherwise
# raise and catch an exception for each that is not there.
WRITE = ", ".join(
    [
        *(f"set_config('{name}', %s, true)" for name in SETTINGS),
        "set_config('pgtrigger.ignore', '{}', true)",
        "set_config('pghistory.context_metadata', '{}', true)",
    ]
)


@contextmanager
def entered(actor: Actor, *, whole: bool = False) -> Iterator[None]:
    """One transaction as this actor; what stood before is put back on leaving.

    `whole` also shows restricted and sealed rows: for the system, for counting aims, and for the
    services that restrict and seal. What it shows never reaches a page as it is.
    """
    person = actor.person.pk if actor.person else ""
    sees_all = "yes" if whole or actor.is_system else ""
    values = (actor.authority.pk, person, actor.role, sees_all, actor.request_id)
    # They are set for the transaction: where it ends here, nothing is left to put back.
    is_within_another = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            # From left to right: what stands now is read before it is set anew.
            cursor.execute(f"SELECT {READ}, {WRITE}", [str(value) for value in values])
            before = cursor.fetchone()[: len(SETTINGS)]
        yield
        # After an error the transaction, or its savepoint, takes the settings back by itself.
        if is_within_another:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {WRITE}", [value or "" for value in before])
