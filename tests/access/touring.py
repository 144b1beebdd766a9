"""A tour of what an actor can see and do, held against the audit it leaves."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponseBase

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import AuditEntry, Authority
from accounts.today import today
from tests.access.crawling import ID, WORD, Crawl

SENTENCE = "Because the child’s plan asks for it today"
DONE = {301, 302, 303}


def route_of(address: str) -> str:
    return re.sub(r"\d+", "…", ID.sub("…", urlsplit(address).path))


@dataclass
class Tour(Crawl):
    """Fills every form in, and looks at the audit before each request is taken back."""

    unaudited: list[str] = field(default_factory=list)
    # What showed children, and what was done, once for each route.
    shown: dict[str, str] = field(default_factory=dict)
    done: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    _before: int = 0
    _sent: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.council = Authority.objects.get(code=self.code)
        self.id_of_word = {
            word.lower(): child["public_id"]
            for _, child in self.world.children()
            for word in child["canaries"]
        }
        self.every_id = set(self.id_of_word.values())

    def _ask(self, method: str, address: str, sent: Any = None) -> HttpResponseBase:
        self._before, self._sent = self._last(), sent or {}
        return super()._ask(method, address, sent)

    def _last(self) -> int:
        with entered(system_actor(self.council)):
            last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
        return last or 0

    def noticed(self, method: str, address: str, answer: HttpResponseBase) -> None:
        with entered(system_actor(self.council)):
            entries = list(AuditEntry.objects.filter(pk__gt=self._before))
        for problem in self._problems(method, address, answer, entries):
            self.unaudited.append(f"{method} {address} as {self.key}: {problem}")

    def _problems(
        self, method: str, address: str, answer: HttpResponseBase, entries: list[AuditEntry]
    ) -> list[str]:
        if answer.status_code >= 400:
            return ["a refusal was kept"] if entries else []
        found = [problem for entry in entries for problem in self._flaws(entry)]
        if method == "POST" and answer.status_code in DONE:
            self.done[route_of(address)] = (address, self._sent)
            return found + ([] if len(entries) == 1 else [f"{len(entries)} entries of one act"])
        told = self._children_in(address, getattr(answer, "content", b"").decode(errors="replace"))
        if not told:
            return found
        self.shown[route_of(address)] = address
        kept = {each for entry in entries for each in entry.detail.get("shown", [])}
        found += [f"{each} was shown and not noted" for each in sorted(told - kept)]
        return found + ([] if len(entries) == 1 else [f"{len(entries)} entries of one page"])

    def _children_in(self, address: str, text: str) -> set[str]:
        own = set(ID.findall(address)) | {word.lower() for word in WORD.findall(address)}
        words = {word.lower() for word in WORD.findall(text)} - own
        named = {self.id_of_word[word] for word in words & self.id_of_word.keys()}
        return named | (set(ID.findall(text)) & self.every_id)

    def _flaws(self, entry: AuditEntry) -> list[str]:
        flaws = {
            "nobody": entry.person_id is None or not entry.acting_as,
            "no request": entry.request_id is None,
            "no act": not entry.act,
            "no reason": entry.subject_kind == "child" and "shown" in entry.detail
            and not entry.reason,
        }  # fmt: skip
        return [f"{flaw} in {entry.act}" for flaw, there in flaws.items() if there]

    def filled(self, fields: dict[str, list[str]]) -> dict[str, str]:
        return {name: _answer(name, offered) for name, offered in fields.items()}


def _answer(name: str, offered: list[str]) -> str:
    """A plausible answer to a question: a choice that is offered, today, or a sentence."""
    part = re.fullmatch(r"(\w+)_([012])", name)
    if part and not any(offered):
        ahead = re.search(r"plan|end|until|meet|expire|next", part[1])
        day = today() + timedelta(days=10 if ahead else -1)
        return str((day.day, day.month, day.year)[int(part[2])])
    chosen = [value for value in offered if value]
    if chosen:
        return chosen[0]
    return SENTENCE if offered == [""] else ""
