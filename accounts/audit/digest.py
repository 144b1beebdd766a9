"""What a link's hash is made of: every column of the entry, each written with its length.

"5:panel" cannot be mistaken for two fields, nor "0:" (empty) for "-" (null). The moment is
counted in microseconds, because a timestamp's text depends on the time zone. The database's
trigger makes the same text by a function of its own (migration 0003_audit_is_chained);
verifying asks for it in these words, of built-in functions only, so that a function replaced
in the database cannot vouch for what was changed.
"""

import hashlib

VERSION = "pace-audit-1"
# Where a chain begins: what the first link follows.
GENESIS = bytes(32)
COLUMNS = {
    "id": "entry.id::text",
    "entry_id": "entry.entry_id::text",
    "at": "trunc(extract(epoch FROM entry.at) * 1000000)::text",
    "authority_id": "entry.authority_id::text",
    "person_id": "entry.person_id::text",
    "acting_as": "entry.acting_as",
    "act": "entry.act",
    "subject_kind": "entry.subject_kind",
    "subject_id": "entry.subject_id::text",
    "reason": "entry.reason",
    "request_id": "entry.request_id::text",
    "detail": "entry.detail::text",
}
DIGEST = " || ',' || ".join(
    [
        f"'{VERSION}'",
        *(f"coalesce(octet_length({text}) || ':' || {text}, '-')" for text in COLUMNS.values()),
    ]
)


def link_hash(previous: bytes, digest: str) -> bytes:
    return hashlib.sha256(previous + digest.encode()).digest()
