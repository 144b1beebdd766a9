"""Reading a rule's data: every wrong entry is named by its key, in a sentence."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

UNKEPT = "holds a character that cannot be kept: type it again"


class Reader:
    """One mapping of the data. Its methods raise ValueError naming the key that is wrong."""

    def __init__(self, data: object, allowed: Collection[str], path: str = "") -> None:
        self.path = path
        if not isinstance(data, Mapping):
            raise ValueError(f"{self._name()} must be an object with keys and values.")
        self.data: Mapping[str, Any] = data
        for key in data:
            if key not in allowed:
                raise ValueError(f"{self._name(key)} is not known: remove it or mend its spelling.")

    def has(self, *keys: str) -> bool:
        return any(key in self.data for key in keys)

    def refuse(self, key: str, advice: str) -> ValueError:
        return ValueError(f"{self._name(key)} {advice}.")

    def codes(self, key: str) -> frozenset[str]:
        """An empty or absent list means any."""
        listed = self.data.get(key)
        if listed is None:
            return frozenset()
        if isinstance(listed, str) or not isinstance(listed, Sequence):
            raise self.refuse(key, "must be a list of words")
        if not all(isinstance(code, str) and code for code in listed):
            raise self.refuse(key, "must be a list of words")
        if not all(map(_can_be_kept, listed)):
            raise self.refuse(key, UNKEPT)
        return frozenset(listed)

    def text(self, key: str, default: str = "") -> str:
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.refuse(key, "must be words in quotation marks")
        if not _can_be_kept(value):
            raise self.refuse(key, UNKEPT)
        return value

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        value = self.data.get(key)
        if value is None:
            return default
        if value not in choices:
            raise self.refuse(key, f"must be one of {', '.join(choices)}")
        return str(value)

    def number(self, key: str) -> float | None:
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(key, "must be a number, or null")
        return value

    def years(self, key: str) -> int | None:
        value = self.number(key)
        if value is None:
            return None
        if value != value or value not in range(131):
            raise self.refuse(key, "must be a whole number of years from 0 to 130, or null")
        return int(value)

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.refuse(key, "must be true or false")
        return value

    def day(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is None or isinstance(value, date):
            return value
        try:
            if isinstance(value, str) and len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self.refuse(key, "must be a real date like 2018-11-01, or null")

    def inside(self, key: str, allowed: Collection[str]) -> "Reader | None":
        value = self.data.get(key)
        return None if value is None else Reader(value, allowed, self._path(key))

    def each_inside(self, key: str, allowed: Collection[str]) -> "list[Reader]":
        listed = self.data.get(key)
        if not isinstance(listed, list | tuple) or not listed:
            raise self.refuse(key, "must be a list of at least one fact or set of milestones")
        return [
            Reader(value, allowed, f"{self._path(key)}[{position}]")
            for position, value in enumerate(listed)
        ]

    def _path(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _name(self, key: str = "") -> str:
        path = self._path(key) if key else self.path
        return f"The key “{path}”" if path else "The rule"


def _can_be_kept(words: str) -> bool:
    """JSON can escape what no database or UTF-8 file holds: NUL and half a surrogate pair."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in words)
