"""Aim documents: contract.md's format, checked and written out in full."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from milestones.grammar import Reader
from milestones.rules import COVERAGE, KINDS, Rule, rule_from_data

REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
SETTINGS = frozenset(
    ("home", "kinship", "foster", "prospective_adopters", "residential", "secure", "other")
)
ORDERS = frozenset(
    (
        "cso",
        "icso",
        "cpo",
        "section_25",
        "permanence_order",
        "permanence_order_adoption",
        "adoption_order",
        "kinship_care_order",
    )
)
ROUTES = frozenset(
    ("home", "kinship", "permanence_order", "permanence_order_adoption", "direct_adoption")
)
EXITS = frozenset(
    (
        "home",
        "home_permanent",
        "kinship_order",
        "adopted",
        "adulthood",
        "transferred",
        "died",
        "other",
    )
)
KEYS = (
    "ref",
    "authority",
    "label",
    "national_stage",
    "kind",
    "start",
    "stop",
    "stop_rule",
    "while",
    "limit",
    "threshold",
    "cohort",
    "under_age",
    "exclude_routes",
    "localities",
    "counts_as_met",
    "allow_before_start",
    "include_transfers_in",
    "target_percent",
    "stretch_percent",
    "target_date",
    "reported_on",
    "draft",
    "note",
)
# What an aim adds to its rule; the rest is the definition of its timescale.
PROMISE_KEYS = (
    "ref",
    "authority",
    "label",
    "national_stage",
    "target_percent",
    "stretch_percent",
    "reported_on",
    "draft",
    "note",
)
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AimDocument:
    """One aim, checked: `data` is the document written out in full, in the contract's order."""

    ref: str
    authority: str
    label: str
    national_stage: int | None
    rule: Rule
    target_percent: int | None
    stretch_percent: int | None
    target_date: date | None
    reported_on: date | None
    is_draft: bool
    data: Document

    @property
    def definition(self) -> Document:
        """The rule part, as the aim's timescale keeps it."""
        return {key: value for key, value in self.data.items() if key not in PROMISE_KEYS}


def read_document(data: object) -> AimDocument:
    """Check one aim and fill in what it leaves to the defaults.

    Raises ValueError with a sentence naming the aim and the key that is wrong.
    """
    ref = data.get("ref") if isinstance(data, Mapping) else None
    try:
        return _read(data)
    except ValueError as error:
        named = f"Aim “{ref}”: " if isinstance(ref, str) and ref else "An aim without a ref: "
        raise ValueError(f"{named}{error}") from error


def unknown_codes(
    document: AimDocument, *, kinds: Collection[str], outcomes: Collection[str]
) -> list[str]:
    """Sentences about milestone kinds and outcomes that the authority does not have."""
    return [
        f"Aim “{document.ref}”: The key “{key}.{name}” names “{code}”, which is not known: mend "
        "its spelling or add it first."
        for key, selector in _selectors(document.data)
        for name, known in (("milestones", kinds), ("outcomes", outcomes))
        for code in selector.get(name, [])
        if code not in known
    ]


def _read(data: object) -> AimDocument:
    read = Reader(data, KEYS)
    ref, authority = read.text("ref"), read.text("authority")
    if not REF.fullmatch(ref):
        raise read.refuse(
            "ref", "must be at most 60 letters, digits and hyphens, like midlothian-2"
        )
    if not authority:
        raise read.refuse("authority", "is missing: give the GSS code, like S12000019")
    rule = rule_from_data(read.data)
    _check_codes(read)
    document = AimDocument(
        ref=ref,
        authority=authority,
        label=_label(read),
        national_stage=_whole(read, "national_stage", 1, 4),
        rule=rule,
        target_percent=_whole(read, "target_percent", 1, 100),
        stretch_percent=_whole(read, "stretch_percent", 1, 100),
        target_date=read.day("target_date"),
        reported_on=read.day("reported_on"),
        is_draft=read.flag("draft"),
        data=_in_full(read, rule),
    )
    _check_promise(read, document)
    return document


def _label(read: Reader) -> str:
    label = read.text("label").strip() or read.text("ref")
    if len(label) > 120:
        raise read.refuse("label", "must be at most 120 letters long")
    return label


def _whole(read: Reader, key: str, least: int, most: int) -> int | None:
    value = read.number(key)
    if value is None:
        return None
    if value not in range(least, most + 1):
        raise read.refuse(key, f"must be a whole number from {least} to {most}, or null")
    return int(value)


def _check_codes(read: Reader) -> None:
    """Words from the contract's closed lists; milestone kinds are the database's to know."""
    for key, known in (("exclude_routes", ROUTES), ("counts_as_met", EXITS)):
        _check_listed(read, key, known)
    within = [read.inside("while", ("settings", "orders"))]
    within += [Reader(selector, selector, key) for key, selector in _selectors(read.data)]
    for inner in filter(None, within):
        for key, known in (("settings", SETTINGS), ("orders", ORDERS), ("routes", ROUTES)):
            _check_listed(inner, key, known)


def _check_listed(read: Reader, key: str, known: frozenset[str]) -> None:
    strange = sorted(read.codes(key) - known)
    if strange:
        listed = ", ".join(sorted(known))
        raise read.refuse(key, f"names “{strange[0]}”, which is not known: use {listed}")


def _check_promise(read: Reader, document: AimDocument) -> None:
    """A promise needs its numbers; only a draft may leave them blank."""
    rule, target, stretch = document.rule, document.target_percent, document.stretch_percent
    if rule.counts_back:
        raise read.refuse("limit", "must not be negative: an aim counts forward from its start")
    if rule.counted_from and rule.counted_to and rule.counted_to < rule.counted_from:
        raise read.refuse("cohort", "must not end before it begins: mend from, to or target_date")
    if stretch is not None and (target is None or stretch < target):
        raise read.refuse("stretch_percent", "must be at least the target_percent, or null")
    if document.is_draft:
        return
    blanks = {
        "target_percent": target,
        "target_date": document.target_date,
        "limit": rule.limit,
    }
    for key, value in blanks.items():
        if value is None:
            raise read.refuse(key, 'is blank: fill it in, or say "draft": true')


def _in_full(read: Reader, rule: Rule) -> Document:
    """The document with every default written out, so that equal aims compare equal."""
    data = read.data
    cohort = read.inside("cohort", ("from", "to"))
    is_coverage = rule.kind == COVERAGE
    full: Document = {
        "ref": data["ref"],
        "authority": data["authority"],
        "label": _label(read),
        "national_stage": _whole(read, "national_stage", 1, 4),
        "kind": read.choice("kind", KINDS, KINDS[0]),
        "start": {
            **_selector_data(data.get("start") or {"fact": rule.start.fact}),
            "occurrence": rule.occurrence,
        },
        "stop": [_selector_data(stop) for stop in data["stop"]],
        "stop_rule": rule.stop_rule,
        "while": _codes(data.get("while") or {}, ("settings", "orders")),
        "limit": _limit(data.get("limit")),
        "cohort": {"from": _iso(cohort, "from"), "to": _iso(cohort, "to")},
        "under_age": rule.under_age,
        **_codes(data, ("exclude_routes", "localities", "counts_as_met")),
        "allow_before_start": rule.allow_before_start,
        "include_transfers_in": rule.include_transfers_in,
        "target_percent": _whole(read, "target_percent", 1, 100),
        "stretch_percent": _whole(read, "stretch_percent", 1, 100),
        "target_date": _iso(read, "target_date"),
        "draft": read.flag("draft"),
    }
    if is_coverage:
        full["threshold"] = rule.limit.threshold if rule.limit else data.get("threshold")
        full["threshold"] = full["threshold"] or "at_least"
    if data.get("reported_on") is not None:
        full["reported_on"] = _iso(read, "reported_on")
    if read.text("note"):
        full["note"] = data["note"]
    return full


def _selector_data(data: Mapping[str, Any]) -> Document:
    if data.get("fact"):
        return {"fact": data["fact"]} | {
            key: sorted(data[key]) for key in ("settings", "orders") if data.get(key)
        }
    planned = {"planned": True} if data.get("planned") else {}
    return _codes(data, ("milestones", "outcomes", "routes")) | planned


def _codes(data: Mapping[str, Any], keys: Collection[str]) -> Document:
    """Lists in a settled order, because the order of a set means nothing."""
    return {key: sorted(set(data.get(key) or [])) for key in keys}


def _limit(limit: Mapping[str, Any] | None) -> Document | None:
    if not limit or limit.get("amount") is None:
        return None
    amount = limit["amount"]
    # The threshold is written once, beside the limit; the rest as it stands.
    kept = {key: value for key, value in limit.items() if key != "threshold" and value is not None}
    return {**kept, "amount": int(amount) if amount == int(amount) else amount}


def _iso(read: Reader | None, key: str) -> str | None:
    day = read.day(key) if read else None
    return None if day is None else day.isoformat()


def _selectors(data: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    start = data.get("start")
    named = [("start", start)] if start else []
    return named + [(f"stop[{position}]", stop) for position, stop in enumerate(data["stop"])]
