"""What may be asked of a list: few parameters, each with a type, each given once.

Whatever else stands in an address is refused with a sentence that names it (400), and so is a
question about something that the role does not read (403): its answer would tell of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from accounts.actors import Actor
from accounts.api.answers import BadParameter, Withheld

NAME_SHOWN = 40
WORDS = r"^[^\u0000-\u001f\u007f]{1,80}$"
CODE = r"^[A-Za-z0-9_\-]{1,60}$"
HEX_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LARGEST_DIGITS = 9


def anybody(actor: Actor) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how it is read, how the API's description tells of it, who may ask."""

    name: str
    words: str
    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    should_be: str
    open_to: Callable[[Actor], bool] = field(default=anybody)


def whole_number(name: str, words: str, *, least: int, most: int) -> Parameter:
    def read(text: str) -> int:
        if not re.fullmatch(rf"[0-9]{{1,{LARGEST_DIGITS}}}", text):
            raise ValueError
        number = int(text)
        if not least <= number <= most:
            raise ValueError
        return number

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Parameter(name, words, read, schema, f"a whole number from {least} to {most}")


def day(name: str, words: str) -> Parameter:
    def read(text: str) -> date:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)

    return Parameter(name, words, read, {"type": "string", "format": "date"}, "like 2026-11-21")


def one_of(
    name: str,
    words: str,
    choices: Sequence[str],
    *,
    open_to: Callable[[Actor], bool] = anybody,
) -> Parameter:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    schema = {"type": "string", "enum": list(choices)}
    return Parameter(name, words, read, schema, f"one of: {', '.join(choices)}", open_to)


def record_id(name: str, words: str, *, open_to: Callable[[Actor], bool] = anybody) -> Parameter:
    def read(text: str) -> UUID:
        if not re.fullmatch(HEX_ID, text.lower()):
            raise ValueError
        return UUID(text)

    schema = {"type": "string", "format": "uuid"}
    return Parameter(name, words, read, schema, "an id as the API gives it", open_to)


def code(name: str, words: str) -> Parameter:
    schema = {"type": "string", "pattern": CODE}
    return Parameter(name, words, _matching(CODE), schema, "letters, digits, _ and -")


def place(name: str, words: str, *, open_to: Callable[[Actor], bool] = anybody) -> Parameter:
    schema = {"type": "string", "pattern": WORDS}
    return Parameter(name, words, _matching(WORDS), schema, "a name of 1 to 80 letters", open_to)


def _matching(pattern: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError
        return text

    return read


def read_parameters(
    query: QueryDict, parameters: Sequence[Parameter], actor: Actor
) -> dict[str, Any]:
    """What was asked, by name, typed; what was not asked is not in it.

    Raises BadParameter or Withheld, with the name of the parameter.
    """
    known = {each.name: each for each in parameters}
    asked: dict[str, Any] = {}
    for name, given in query.lists():
        parameter = known.get(name)
        if parameter is None:
            raise BadParameter(_unknown(name, list(known)))
        if len(given) != 1:
            raise BadParameter(f"Give “{name}” once.")
        if not parameter.open_to(actor):
            raise Withheld(f"Your role may not ask by “{name}”: leave it out.")
        try:
            asked[name] = parameter.read(given[0])
        except ValueError:
            raise BadParameter(f"“{name}” must be {parameter.should_be}.") from None
    return asked


def _unknown(name: str, known: Sequence[str]) -> str:
    shown = "".join(letter for letter in name if letter.isprintable())[:NAME_SHOWN]
    may = f"Known here: {', '.join(known)}." if known else "None is known here."
    return f"There is no parameter “{shown}”. {may}"
