"""What a link's hash is made of: every column of the entry, in one text that only it can have.

Numbers and ids hold no comma; written words stand after their length, so "5:panel" cannot be
mistaken for two columns nor "0:" (empty) for "-" (null); the detail comes last. The moment is
counted in microseconds, because a timestamp's text depends on the time zone. The database's
trigger makes the same text by a function of its own (migration 0004_audit_is_chained);
verifying asks for it in these words, of built-in functions only, so that a function replaced
in the database cannot vouch for what was changed.
"""

import hashlib

VERSION = "pace-audit-1"
# Where a chain begins: what the first link follows.
GENESIS = bytes(32)
PLAIN = {
    "id": "entry.id",
    "entry_id": "entry.entry_id",
    "at": "trunc(extract(epoch FROM entry.at) * 1000000)",
    "authority_id": "entry.authority_id",
    "person_id": "entry.person_id",
    "subject_id": "entry.subject_id",
    "request_id": "entry.request_id",
}
WORDS = ("acting_as", "act", "subject_kind", "reason")
LAST = "detail"
DIGEST = " || ',' || ".join(
    [
        f"'{VERSION}'",
        *(f"coalesce({value}::text, '-')" for value in PLAIN.values()),
        *(f"coalesce(octet_length(entry.{word}) || ':' || entry.{word}, '-')" for word in WORDS),
        f"coalesce(entry.{LAST}::text, '-')",
    ]
)


def link_hash(previous: bytes, digest: str) -> bytes:
    return hashlib.sha256(previous + digest.encode()).digest()
