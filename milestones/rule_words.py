"""A rule's definition in plain words: what starts its clock, where it lives, what stops it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cases.models import Episode, LegalOrder, Placement, RouteCode
from drawing.words import listed
from milestones.wording import spoken_limit

Kinds = Mapping[str, str]
AWAY = frozenset(Placement.Setting.values) - {Placement.Setting.HOME}
LAC_REVIEWS = frozenset(
    {
        "lac_review",
        "review_2_week",
        "review_3_week",
        "review_6_week",
        "review_3_month",
        "review_6_month",
    }
)
FACTS = {
    "looked_after": "the child becomes looked after",
    "accommodated": "the child comes into care away from home",
    "situation_began": "the child comes to be {situation}",
    "placement_began": "the child is placed{settings}",
    "order_made": "{orders} is made or continued",
    "order_ended": "{orders} ends",
}
SETTINGS: dict[str, str] = {
    "home": "at home",
    "kinship": "with kinship carers",
    "foster": "with foster carers",
    "prospective_adopters": "with prospective adopters",
    "residential": "in residential care",
    "secure": "in secure care",
    "other": "somewhere else",
}
EXITS: dict[str, str] = {
    "home": "going home",
    "home_permanent": "going home for good",
    **{value: f"leaving: {label.lower()}" for value, label in Episode.Destination.choices[1:]},
}
CARRIED = {
    "expires_on": "the day the order expires",
    "planned_on": "the day planned",
    "agreed_next_on": "the day agreed",
}
CLAUSES = {
    "order_lodged": "the order is lodged in court",
    "order_granted": "the court decides on the order",
    "legal_advice_referral": "legal advice is asked for",
    "reporter_referral": "the child is referred to the Reporter",
    "decision_notice": "notice of the decision is given",
    "adm_decision": "the Agency Decision Maker decides",
    "panel": "the permanence panel considers the plan",
    "carer_visit": "the child and carer are visited",
    "consent_certificate_sent": "the consent certificate is received by the parent",
    "consent_certificate_returned": "the consent certificate is returned",
    "home_review": "the review of a long supervision order is held",
}
OUTCOMES = {
    "permanence_recommended": "permanence is recommended",
    "recommended": "the panel recommends the plan",
    "not_recommended": "the panel does not recommend the plan",
    "approved": "the Agency Decision Maker approves the plan",
    "not_approved": "the Agency Decision Maker does not approve the plan",
    "granted": "the court grants the order",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One part of a rule, as a question and its answer."""

    label: str
    words: str


def told(definition: Mapping[str, Any], kinds: Kinds) -> list[Told]:
    """The parts that this rule has, in the order in which a clock meets them."""
    parts = (
        ("The clock starts when", _start(definition, kinds)),
        ("It runs while the child is", _situation(definition.get("while") or {})),
        ("It applies to", _applies(definition.get("applies") or {})),
        ("The limit", spoken_due(definition)),
        ("A stop counts from", _stop_from(definition)),
        ("It stops when", _stops(definition, kinds)),
        ("Leaving that counts as done", _exits(definition.get("counts_as_met") or [])),
    )
    return [Told(label, _capital(words)) for label, words in parts if words]


def spoken_due(definition: Mapping[str, Any]) -> str:
    """“30 weeks”, “the day the order expires, or 1 year where none is known”."""
    limit = definition.get("limit") or {}
    if limit.get("amount") is None:
        return "no limit: a prompt"
    length = spoken_limit(limit)
    if "from" in limit:
        carried = CARRIED[limit["from"]]
        side = "before" if limit["amount"] < 0 else "after"
        words = f"{length} {side} {carried}" if limit["amount"] else carried
        if limit.get("otherwise"):
            words += f", or {spoken_limit(limit['otherwise'])} where none is known"
    else:
        words = length + (", the first day counted" if limit.get("first_day_counts") else "")
    return words + (
        f", at the latest the child’s {limit['birthday']}th birthday"
        if limit.get("birthday")
        else ""
    )


def _start(definition: Mapping[str, Any], kinds: Kinds) -> str:
    start = definition.get("start") or {"fact": "situation_began"}
    words = _selected(start, definition, kinds)
    occurrence = start.get("occurrence") or ("each" if start.get("fact") else "first")
    told = {"first": "the first time only", "after_first": "each time after the first"}
    return f"{words}; {told[occurrence]}" if occurrence in told else f"{words}; each time"


def _stops(definition: Mapping[str, Any], kinds: Kinds) -> str:
    stops = definition.get("stop", [])
    each = dict.fromkeys(_selected(stop, definition, kinds) for stop in stops)
    last = "and" if definition.get("stop_rule") == "all" else "or"
    # Clauses hold an “or” of their own.
    return f", {last} ".join(_again(words, definition, kinds) for words in each)


def _again(words: str, definition: Mapping[str, Any], kinds: Kinds) -> str:
    """Where what stops the clock is what starts it, the next one is meant."""
    start = definition.get("start") or {}
    return f"{words} again" if words == _selected(start, definition, kinds) else words


def _selected(selector: Mapping[str, Any], definition: Mapping[str, Any], kinds: Kinds) -> str:
    if selector.get("fact"):
        settings = _settings(selector.get("settings") or [])
        return FACTS[selector["fact"]].format(
            situation=_situation(definition.get("while") or {}) or "in a new situation",
            settings=f" {settings}" if settings else "",
            orders=_orders(selector.get("orders") or []) or "an order",
        )
    what = _happening(selector, kinds)
    routes = listed(str(RouteCode(code).label).lower() for code in selector.get("routes") or [])
    return f"{what}, the plan being {routes}" if routes else what


def _happening(selector: Mapping[str, Any], kinds: Kinds) -> str:
    named = _kinds(selector.get("milestones") or [], kinds)
    outcomes = selector.get("outcomes") or []
    if selector.get("planned"):
        return f"a day is planned for {named or 'a meeting'}"
    if outcomes:
        come = listed(OUTCOMES.get(code, f"the outcome is “{code}”") for code in outcomes)
        is_plain = not named or set(outcomes) <= set(OUTCOMES) - {"permanence_recommended"}
        return come if is_plain else f"{come} at {named}"
    clauses = [CLAUSES[code] for code in selector.get("milestones") or [] if code in CLAUSES]
    if clauses and len(clauses) == len(selector["milestones"]):
        return listed(clauses)
    return f"{named or 'any meeting'} is held"


def _kinds(codes: Sequence[str], kinds: Kinds) -> str:
    rest = [code for code in codes if code not in LAC_REVIEWS]
    names = [in_passing(kinds.get(code, code.replace("_", " "))) for code in rest]
    if set(codes) >= LAC_REVIEWS:
        return listed(["a LAC review of any kind", *names])
    own = [kinds.get(code, code) for code in codes if code in LAC_REVIEWS]
    return listed([*(f"the {name}" for name in own), *(f"the {name}" for name in names)])


def _situation(situation: Mapping[str, Any]) -> str:
    settings = _settings(situation.get("settings") or [])
    orders = _orders(situation.get("orders") or [])
    return ", under ".join(part for part in (settings, orders) if part)


def _settings(codes: Sequence[str]) -> str:
    return "away from home" if set(codes) == AWAY else listed(SETTINGS[code] for code in codes)


def _orders(codes: Sequence[str]) -> str:
    names = [str(LegalOrder.Kind(code).label) for code in codes]
    return listed(
        f"{'an' if name[0] in 'AI' else 'a'} {name[:1].lower()}{name[1:]}"
        if not name.startswith("Section")
        else name[:1].lower() + name[1:]
        for name in names
    )


def _applies(applies: Mapping[str, Any]) -> str:
    parts = []
    if applies.get("min_age") is not None:
        parts.append(f"children of {applies['min_age']} or older")
    if applies.get("under_age") is not None:
        parts.append(f"children under {applies['under_age']}")
    if applies.get("settings"):
        parts.append(f"children {_settings(applies['settings'])}")
    if applies.get("bases"):
        bases = listed(str(Placement.Basis(code).label).lower() for code in applies["bases"])
        parts.append(f"placements of these kinds: {bases}")
    if applies.get("routes"):
        routes = listed(str(RouteCode(code).label).lower() for code in applies["routes"])
        parts.append(f"children whose plan is {routes}")
    if applies.get("localities"):
        parts.append(f"children in {listed(applies['localities'])}")
    return listed([*parts, *_in_force(applies)], last="and")


def _in_force(applies: Mapping[str, Any]) -> list[str]:
    asked, not_asked = applies.get("order_in_force"), applies.get("no_order_in_force")
    told = []
    if asked is not None:
        named = "an order" if asked is True else "no order" if asked is False else _orders(asked)
        told.append(f"children for whom {named} is in force then")
    if not_asked:
        told.append(f"children without {_orders(not_asked)}")
    return told


def _stop_from(definition: Mapping[str, Any]) -> str:
    if not definition.get("stop_from"):
        return ""
    return f"{spoken_limit(definition['stop_from'])} after the start; what came before is too early"


def _exits(codes: Sequence[str]) -> str:
    return listed(EXITS.get(code, code) for code in codes)


def in_passing(name: str) -> str:
    """A kind's name within a sentence: “panel”, but “LAC review”, “Agency Decision Maker…”."""
    is_proper = name[:2] == name[:2].upper() or name.split()[-1][:1].isupper()
    is_proper = is_proper or name.startswith("Agency")
    return name if is_proper else name[:1].lower() + name[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
