"""An aim's sentence in plain English, made from its data.

The data say everything that is measured, so the sentence can be checked against the numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from aims import phrases
from drawing.words import listed, sentence_day
from milestones import wording

BLANK = "______"
Data = Mapping[str, Any]


class Part(NamedTuple):
    """A stretch of the sentence; pages embolden the strong ones."""

    text: str
    is_strong: bool = False


def statement_parts(document: Data) -> list[Part]:
    """The aim's sentence from a document written out in full; drafts show their blanks."""
    is_coverage = document["kind"] == "coverage"
    who = _covered(document) if is_coverage else _started(document)
    return promise(
        by=document["target_date"],
        percent=document["target_percent"],
        who=who,
        action=_action(document),
        within="" if is_coverage else spoken_limit(document["limit"]),
        of_what="" if is_coverage else counted_from(document["start"]),
        notes=_notes(document),
    )


def plain(parts: Iterable[Part]) -> str:
    return "".join(part.text for part in parts)


def promise(
    *,
    by: str | None,
    percent: float | None,
    who: str,
    action: str,
    within: str,
    of_what: str,
    notes: Sequence[str] = (),
) -> list[Part]:
    """“By …, 80% of … will … within 30 weeks of …”: the shape every published aim has."""
    parts = [
        Part("By "),
        Part(spoken_day(by), is_strong=True),
        Part(", "),
        Part(f"{BLANK if percent is None else f'{percent:g}'}%", is_strong=True),
        Part(f" of {who} will "),
        Part(action, is_strong=True),
    ]
    if of_what:
        parts += [Part(" within "), Part(within or BLANK, is_strong=True), Part(f" of {of_what}")]
    return [*parts, Part(" ".join([".", *notes]))]


def spoken_day(day: str | date | None) -> str:
    if day is None:
        return BLANK
    return sentence_day(date.fromisoformat(day) if isinstance(day, str) else day)


def spoken_limit(limit: Data | None) -> str:
    """“30 weeks”, or the blank of a draft."""
    return wording.spoken_limit(limit) or BLANK


def window(frm: str | date | None, to: str | date | None, *, is_blank: bool = False) -> str:
    if is_blank:
        return f", on or after {BLANK},"
    if frm and to:
        return f" from {spoken_day(frm)} to {spoken_day(to)}"
    if frm:
        return f" on or after {spoken_day(frm)}"
    return f" up to {spoken_day(to)}" if to else ""


def _children(document: Data) -> str:
    words = "children"
    if document["under_age"] is not None:
        words += f" under {document['under_age']}"
    if document["localities"]:
        words += f" in {listed(document['localities'])}"
    return words


def _started(document: Data) -> str:
    start, cohort = document["start"], document["cohort"]
    is_blank = document["draft"] and cohort["from"] is None
    if start.get("fact"):
        begun = phrases.FACTS[start["fact"]][0].format(**_words(start, document))
    else:
        begun = _has_happened(start)
    return f"{_children(document)} {begun}{window(cohort['from'], cohort['to'], is_blank=is_blank)}"


def _covered(document: Data) -> str:
    """“children at home on a compulsory supervision order for more than 2 years, …”."""
    cohort = document["cohort"]
    threshold = document["threshold"].replace("_", " ")
    lasting = f"{threshold} {spoken_limit(document['limit'])}"
    since = window(cohort["from"], None, is_blank=document["draft"] and not cohort["from"])
    since = f",{since}," if since.startswith(" ") else since
    return f"{_children(document)} {_situation(document['while'])} for {lasting}{since}"


def _words(selector: Data, document: Data) -> dict[str, str]:
    settings = listed([phrases.SETTINGS[code] for code in selector.get("settings", [])])
    own = selector if selector.get("settings") or selector.get("orders") else document["while"]
    return {
        "settings": f" {settings}" if settings else "",
        "orders": listed([phrases.ORDERS[code] for code in selector.get("orders", [])])
        or "an order",
        "situation": _situation(own),
    }


def _situation(conditions: Data) -> str:
    words = [
        listed([phrases.SETTINGS[code] for code in conditions.get("settings", [])]),
        listed([phrases.ORDERS[code] for code in conditions.get("orders", [])]),
    ]
    return " on ".join(filter(None, words)) if words[0] else f"on {words[1] or 'an order'}"


def _meaning(selector: Data) -> tuple[str, str, str] | None:
    """The phrases of the one outcome that is asked for, if it has phrases of its own."""
    kinds, outcomes = selector.get("milestones", []), selector.get("outcomes", [])
    if len(outcomes) != 1:
        return None
    kind = kinds[0] if len(kinds) == 1 else ""
    found = phrases.OUTCOMES.get((kind, outcomes[0]))
    if found is not None or kind not in phrases.LAC_REVIEWS | {""}:
        return found
    return phrases.OUTCOMES.get(("", outcomes[0]))


def _qualified(words: str, selector: Data) -> str:
    """Where it is recommended, and for which routes."""
    kinds = frozenset(selector.get("milestones", []))
    meeting = phrases.MEETINGS.get(kinds, "") if "recommendation" in words else ""
    route = _route(selector.get("routes", []))
    if "{route}" in words:
        words = words.format(route=f" {route}" if route else "")
        route = ""
    return " ".join(filter(None, [words, route, meeting]))


def _route(routes: Sequence[str]) -> str:
    if not routes:
        return ""
    if frozenset(routes) == phrases.AWAY_FROM_HOME:
        return "away from home"
    if list(routes) == ["home"]:
        return "at home"
    return f"for {listed([words for route, words in phrases.ROUTES.items() if route in routes])}"


def _has_happened(selector: Data) -> str:
    meaning = _meaning(selector)
    if meaning:
        return _qualified(meaning[1], selector)
    named = listed([_reference(kind) for kind in selector.get("milestones", [])])
    return _qualified(f"who had {named or 'a milestone'}{_ending_in(selector)}", selector)


def counted_from(start: Data) -> str:
    if start.get("fact"):
        return phrases.FACTS[start["fact"]][1]
    meaning = _meaning(start)
    if meaning:
        return meaning[2]
    return listed([_reference(kind) for kind in start.get("milestones", [])]) or "that day"


def action_phrases(document: Data) -> list[str]:
    """What will happen to the children, one phrase a stop, each said once."""
    return list(dict.fromkeys(_will_happen(stop, document) for stop in document["stop"]))


def _action(document: Data) -> str:
    return listed(action_phrases(document), last="and" if document["stop_rule"] == "all" else "or")


def _will_happen(selector: Data, document: Data) -> str:
    if selector.get("fact"):
        return phrases.STOP_FACTS[selector["fact"]].format(**_words(selector, document))
    meaning = _meaning(selector)
    if meaning:
        return _qualified(meaning[0], selector)
    kinds = selector.get("milestones", [])
    will = listed([phrases.MILESTONES.get(kind, (_unnamed(kind), ""))[0] for kind in kinds])
    return _qualified((will or "reach a milestone") + _ending_in(selector), selector)


def _ending_in(selector: Data) -> str:
    outcomes = selector.get("outcomes", [])
    told = listed([outcome.replace("_", " ") for outcome in outcomes])
    return f" with the outcome “{told}”" if told else ""


def _reference(kind: str) -> str:
    known = phrases.MILESTONES.get(kind)
    return known[1] if known else f"“{kind.replace('_', ' ')}”"


def _unnamed(kind: str) -> str:
    return f"have “{kind.replace('_', ' ')}”"


def _notes(document: Data) -> list[str]:
    """What else decides who counts, so that nothing measured goes unsaid."""
    notes = [f"{phrases.EXITS[code]} counts as met." for code in document["counts_as_met"]]
    if document["exclude_routes"]:
        left_out = document["exclude_routes"]
        routes = listed([words for code, words in phrases.PATHWAYS.items() if code in left_out])
        notes.append(f"Children whose plan is {routes} are not counted.")
    if document["allow_before_start"]:
        notes.append("What was decided before the clock started counts as day 0.")
    if document["include_transfers_in"]:
        notes.append("Children who came from another council are counted.")
    return notes
