"""What no browser would send by itself: values, ways of sending them, headers, paths."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from tests.access.worlds import RANDOM_ID

MARKER = "<x-fuzz\"'>"
# Values that stand in a body or an address as they are: they are no UTF-8 text.
RAW = {"surrogate": "%ED%A0%80", "half a letter": "%C3", "not UTF-8": "%FF%FE", "raw NUL": "%00"}
VALUES: dict[str, str] = {
    "marker": MARKER,
    "marker in a script": f"</script></textarea></title>{MARKER}{{{{ 7*7 }}}}{{% now 'Y' %}}",
    "NUL": "\x00",
    "NUL inside": "a\x00b",
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f",
    "10^30": "1" + "0" * 30,
    "10^400": "1" + "0" * 400,
    "-1": "-1",
    "1e400": "1e400",
    "NaN": "NaN",
    "2^31": "2147483648",
    "2^63": "9223372036854775808",
    "last day": "9999-12-31",
    "first day": "0001-01-01",
    "29 February": "2025-02-29",
    "Arabic digits": "١٢٣٤",
    "superscript": "²",
    "right to left": "\u202egnitirw\u2066",
    "beyond the plane": "\U0001f9d2\U0010ffff",
    "joined marks": "z" + "\u0337" * 500,
    "many words": "word " * 5000,
    "one megabyte": "m" * 1_000_000,
    "bomb of a's": "a" * 50_000 + "!",
    "bomb of dots": "a." * 25_000 + "@",
    "bomb of at": "@" * 50_000,
    "bomb of spaces": " " * 50_000 + "x",
    "bomb of digits": "1" * 50_000 + "-",
    "percent": "%" * 300,
    "wildcards": "%_\\" * 30,
    "SQL": "'; DROP TABLE cases_child; --",
    "expression": "(((a+)+)+)+$" * 20,
    "array": "[1, 2]",
    "object": '{"$gt": ""}',
    "path": "../../../../etc/passwd",
    "header": "a\r\nSet-Cookie: x=1",
    "nobody's id": RANDOM_ID,
    "empty": "",
    "space": " ",
    "unknown choice": "no_such_choice",
    "elsewhere": "//evil.example/",
    "script address": "javascript:alert(1)",
    "route name": "child",
    "unfinished address": "http://[",
}
EXTRAS = {
    "authority": "2",
    "authority_id": "2",
    "child": RANDOM_ID,
    "child_id": "1",
    "person": RANDOM_ID,
    "person_id": "1",
    "role": "manager",
    "recorded_by": "1",
    "recorded_at": "2001-02-03T04:05",
    "voided_at": "2001-02-03T04:05",
    "void_reason": "words of no form",
    "is_active": "",
    "is_superuser": "on",
    "membership": "1",
    "public_id": RANDOM_ID,
    "id": "999999",
    "pk": "999999",
    "standing": "A",
    "by": "1",
    "on": "2001-02-03",
    "at": "2001-02-03T04:05",
    "made_by": "1",
    "made_at": "2001-02-03T04:05",
    "begins_at": "2001-02-03T04:05",
    "ends_at": "2099-02-03T04:05",
    "ground": "share",
    "state": "approved",
    "approved_by": "1",
    "proposed_by": "1",
    "sealed_on": "2001-02-03",
    "is_justified": "yes",
    "is_restricted": "",
    "agency": "1",
    "whole": "yes",
    "field_groups": "health",
    "standing_codes": "A",
}

Fields = dict[str, list[str]]
URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Sent:
    """A body, and how it says what it is."""

    body: bytes
    kind: str = URLENCODED
    headers: dict[str, str] = field(default_factory=dict)


def urlencoded(fields: Fields) -> str:
    """As a browser sends it; raw values as the bytes they name."""
    raw = set(RAW.values())
    return "&".join(
        f"{quote_plus(name)}={value if value in raw else quote_plus(value)}"
        for name, values in fields.items()
        for value in values
    )


def as_form(fields: Fields) -> Sent:
    return Sent(urlencoded(fields).encode())


def multipart(fields: Fields, *, boundary: str = "b0undary", part: str = "") -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{part}\r\n\r\n{value}\r\n'
        for name, values in fields.items()
        for value in values
    ]
    return ("".join(parts) + f"--{boundary}--\r\n").encode()


MULTIPART = "multipart/form-data; boundary=b0undary"


def _many_fields(fields: Fields) -> Sent:
    return as_form({**fields, **{f"p{number}": ["1"] for number in range(2000)}})


def _each_fifty_times(fields: Fields) -> Sent:
    return as_form({name: values * 50 for name, values in fields.items()})


def _as_arrays(fields: Fields) -> Sent:
    named = {f"{name}{ending}": v for name, v in fields.items() for ending in ("[]", "[0][a]")}
    return as_form(named)


def _escaped_surrogate(fields: Fields) -> Sent:
    """A charset by which the bytes name half a character, which no database takes."""
    body = multipart({name: ["\\ud800"] for name in fields})
    return Sent(body, f"{MULTIPART}; charset=raw_unicode_escape")


def _no_text_at_all(fields: Fields) -> Sent:
    return Sent(multipart(fields), f"{MULTIPART}; charset=rot13")


# Ways of sending a form that no page of ours sends.
SHAPES: dict[str, Callable[[Fields], Sent]] = {
    "2,000 fields": _many_fields,
    "the same key 50 times": _each_fifty_times,
    "keys as arrays": _as_arrays,
    "JSON": lambda fields: Sent(json.dumps(fields).encode(), "application/json"),
    "broken JSON": lambda fields: Sent(b'{"a": [', "application/json"),
    "text": lambda fields: Sent(urlencoded(fields).encode(), "text/plain"),
    "no type": lambda fields: Sent(urlencoded(fields).encode(), ""),
    "XML": lambda fields: Sent(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "text/xml"),
    "multipart": lambda fields: Sent(multipart(fields), MULTIPART),
    "multipart without its end": lambda fields: Sent(multipart(fields)[:-9], MULTIPART),
    "multipart of another boundary": lambda fields: Sent(
        multipart(fields, boundary="other"), MULTIPART
    ),
    "multipart without a boundary": lambda fields: Sent(multipart(fields), "multipart/form-data"),
    "multipart with a hostile boundary": lambda fields: Sent(
        multipart(fields), f"multipart/form-data; boundary={'x' * 300}"
    ),
    "multipart of nothing": lambda fields: Sent(b"", MULTIPART),
    "files for fields": lambda fields: Sent(
        multipart(fields, part='; filename="../../a.html"'), MULTIPART
    ),
    "a file's name with NUL": lambda fields: Sent(
        multipart(fields, part='; filename="a\x00<b>"'), MULTIPART
    ),
    "200 files": lambda fields: Sent(
        multipart({f"f{n}": ["x"] for n in range(200)}, part='; filename="a"'), MULTIPART
    ),
    "base64 that is none": lambda fields: Sent(
        multipart(fields, part="\r\nContent-Transfer-Encoding: base64"), MULTIPART
    ),
    "half a character": _escaped_surrogate,
    "a charset that is no text": _no_text_at_all,
    "an unknown charset": lambda fields: Sent(
        urlencoded(fields).encode(), f"{URLENCODED}; charset=klingon"
    ),
    "UTF-16": lambda fields: Sent(
        urlencoded(fields).encode("utf-16"), f"{URLENCODED}; charset=utf-16"
    ),
    "another method's word": lambda fields: Sent(
        as_form(fields).body, headers={"X-HTTP-Method-Override": "DELETE"}
    ),
    "three megabytes": lambda fields: as_form({**fields, "more": ["m" * 3_000_000]}),
    "only ampersands": lambda fields: Sent(b"&" * 5000),
    "bytes": lambda fields: Sent(bytes(range(256)) * 4),
}
HEADERS: dict[str, dict[str, str]] = {
    "forged address": {"X-Forwarded-For": "not an address, ::::, 127.0.0.1, " + "1." * 2000},
    "forged host": {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https, http"},
    "languages": {"Accept-Language": ",".join(f"x{n};q=0.{n}" for n in range(3000))},
    "one long language": {"Accept-Language": "a-" * 30_000},
    "cookie of garbage": {"Cookie": ";;==;\x01=\xff; sessionid; csrftoken=" + "=" * 300},
    "session of 10 KB": {"Cookie": "sessionid=" + "s" * 10_000},
    "session with NUL": {"Cookie": 'sessionid="abcdefgh\\000ijkl"'},
    "messages of garbage": {"Cookie": 'messages="[[\\"__json_message\\",0,99,\\"' + MARKER + '"'},
    "token of garbage": {"Cookie": "csrftoken=" + MARKER, "X-CSRFToken": "\x7f" * 70},
    "1,000 cookies": {"Cookie": "; ".join(f"c{n}=1" for n in range(1000))},
    "what is accepted": {"Accept": "*/*;q=" + "9" * 1000 + ", a/b;" * 500},
    "conditions": {
        "If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT",
        "If-None-Match": '"' * 99,
    },
    "ranges": {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(1000))},
    "half a character": {"Content-Type": "text/plain; charset=raw_unicode_escape"},
    "charset that is no text": {"Content-Type": "text/plain; charset=rot13"},
    "charset of compression": {"Content-Type": "text/plain; charset=zlib"},
    "length that is none": {"Content-Length": "-1"},
    "length of words": {"Content-Length": "many"},
    "foreign host": {"Host": "evil.example"},
    "host of garbage": {"Host": "a b<x-fuzz>:99999"},
    "referer": {"Referer": "http://[" + MARKER, "Origin": "null"},
    "basic": {"Authorization": "Basic " + "%" * 100},
    "bearer": {"Authorization": "Bearer \xe9" + "x" * 9000},
}
ENDINGS = [*RAW.values(), "%2e%2e%2f", "%0d%0aSet-Cookie:x=1", quote_plus(MARKER), "x" * 5000, "%"]
