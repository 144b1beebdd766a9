"""An aim's timescale as workers meet it: a short name, and what stops it."""

from aims.documents import Document
from aims.statement import action_phrases, counted_from, spoken_limit
from drawing.words import listed

STOPS_WHEN = {
    ("", "permanence_recommended"): "permanence is recommended",
    ("panel", "recommended"): "the panel recommends the plan",
    ("adm_decision", "approved"): "the Agency Decision Maker approves the plan",
    ("home_review", ""): "the review is held",
    ("review_feedback", ""): "the review is fed back",
    ("panel", ""): "the panel considers the plan",
    ("adm_decision", ""): "the Agency Decision Maker decides",
    ("order_lodged", ""): "the order is lodged",
    ("order_granted", "granted"): "the order is granted",
    ("order_granted", ""): "the court decides",
}
GOES_HOME = {"home", "home_permanent"}
ARTICLES = ("have a ", "have an ", "have the ", "have ", "be ")


def rule_name(document: Document) -> str:
    """“Recommendation for permanence within 30 weeks of becoming accommodated”."""
    action = listed([_noun(phrase) for phrase in action_phrases(document)], last=_and_or(document))
    limit = spoken_limit(document["limit"])
    if document["kind"] == "coverage":
        threshold = document["threshold"].replace("_", " ")
        return _capital(f"{action}, once it has lasted {threshold} {limit}")
    start = counted_from(document["start"]).replace("that ", "the ", 1).replace("their ", "the ", 1)
    within = f"within {limit} of" if document["limit"] else "after"
    return _capital(f"{action} {within} {start}")


def stops_when(document: Document) -> str:
    """“permanence is recommended, or the child goes home”."""
    clauses = list(dict.fromkeys(_clause(selector) for selector in document["stop"]))
    if GOES_HOME & set(document["counts_as_met"]):
        return f"{listed(clauses, last=_and_or(document))}, or the child goes home"
    return listed(clauses, last=_and_or(document))


def _clause(selector: Document) -> str:
    if selector.get("fact"):
        return f"“{selector['fact'].replace('_', ' ')}” is recorded"
    outcomes, kinds = selector["outcomes"], selector["milestones"]
    outcome = outcomes[0] if len(outcomes) == 1 else ""
    for kind in (kinds[0] if len(kinds) == 1 else "", ""):
        if (kind, outcome) in STOPS_WHEN:
            return STOPS_WHEN[kind, outcome]
    named = listed([kind.replace("_", " ") for kind in kinds])
    return f"“{named or outcome.replace('_', ' ')}” is recorded"


def _and_or(document: Document) -> str:
    return "and" if document["stop_rule"] == "all" else "or"


def _noun(phrase: str) -> str:
    for article in ARTICLES:
        if phrase.startswith(article):
            return phrase.removeprefix(article).replace("their ", "the ")
    return phrase


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
