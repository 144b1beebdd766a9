"""Invented histories and rules in which much happens within few days, for hypothesis."""

from datetime import date, timedelta

from hypothesis import strategies as st

from milestones.history import Episode, History, Milestone, Order, Placement
from milestones.rules import ALL, ANY, COVERAGE, OCCURRENCES, Limit, Rule
from milestones.selectors import FACTS, Selector, Situation
from tests.milestones.slow_facts import FIRST_DAY

DAYS = st.integers(0, 40).map(lambda n: FIRST_DAY + timedelta(n))
SETTINGS = ("home", "kinship", "foster")
ORDERS = ("cso", "icso")
KINDS = ("lac_review", "panel", "legal_advice_referral")
OFTEN = st.sampled_from((True, True, True, True, False))
OUTCOMES = ("held", "permanence_recommended", "not_held")


def subsets(codes: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(codes), max_size=2)


@st.composite
def periods(draw: st.DrawFn, most: int) -> list[tuple[date, date | None]]:
    """Periods that may touch and never overlap; the last may be open."""
    cuts = sorted(draw(st.sets(DAYS, max_size=2 * most)))
    found: list[tuple[date, date | None]] = []
    while cuts and len(found) < most:
        began = cuts.pop(0)
        is_over: bool = draw(OFTEN)
        ended = cuts.pop(0) if cuts and is_over else None
        found.append((began, ended))
        if ended is None:
            break
        if draw(st.booleans()):
            cuts.insert(0, ended)  # the next one touches
    return found


@st.composite
def histories(draw: st.DrawFn) -> History:
    episodes = [
        Episode(
            began,
            ended,
            draw(st.sampled_from(("home", "other", ""))) if ended else "",
            draw(st.sampled_from(("", "permanent", "trial"))),
            transferred_in=draw(st.integers(0, 3)) == 0,
            originally_accommodated_on=draw(st.none() | st.just(began - timedelta(9))),
        )
        for began, ended in draw(periods(3))
    ]
    placements = [
        Placement(
            draw(st.sampled_from(SETTINGS)),
            began,
            ended_on=ended,
            return_kind=draw(st.sampled_from(("", "permanent"))),
        )
        for began, ended in draw(periods(4))
    ]
    return History(
        draw(st.none() | st.just(date(2008, 1, 20))),
        tuple(draw(st.permutations(episodes))),
        tuple(draw(st.permutations(placements))),
        tuple(draw(st.lists(orders(), max_size=4, unique_by=lambda o: (o.kind, o.made_on)))),
        milestones=tuple(draw(st.lists(milestones(), max_size=6))),
    )


@st.composite
def orders(draw: st.DrawFn) -> Order:
    made = draw(DAYS)
    lasting = st.none() | st.integers(1, 20).map(lambda n: made + timedelta(n))
    return Order(draw(st.sampled_from(ORDERS)), made, draw(lasting), draw(lasting))


@st.composite
def milestones(draw: st.DrawFn) -> Milestone:
    outcome = draw(st.sampled_from(OUTCOMES))
    held_on = None if outcome == "not_held" else draw(st.none() | DAYS)
    return Milestone(
        draw(st.sampled_from(KINDS)),
        held_on,
        planned_on=draw(DAYS) if held_on is None else draw(st.none() | DAYS),
        outcome=outcome if held_on else outcome if outcome == "not_held" else "held",
    )


@st.composite
def selectors(draw: st.DrawFn) -> Selector:
    fact = draw(st.sampled_from(("", "", *FACTS)))
    if not fact:
        wanted = st.sampled_from((frozenset(), frozenset({"permanence_recommended"})))
        return Selector(milestones=draw(subsets(KINDS)), outcomes=draw(wanted))
    return Selector(
        fact,
        settings=draw(subsets(SETTINGS)) if fact == "placement_began" else frozenset(),
        orders=draw(subsets(ORDERS)) if fact.startswith("order_") else frozenset(),
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    start = draw(selectors())
    stops = selectors() | st.just(start)
    limit = draw(st.none() | st.integers(0, 20).map(lambda days: Limit(days, "days")))
    if draw(st.integers(0, 5)) == 0:
        start = Selector(milestones=frozenset({"lac_review"}), planned=True)
        limit = Limit(-draw(st.integers(1, 9)), "days", date_field="planned_on")
    elif start.fact == "order_made" and draw(st.booleans()):
        limit = Limit(draw(st.integers(-9, 0)), "days", date_field="expires_on")
    target = draw(st.none() | st.integers(10, 60).map(lambda n: FIRST_DAY + timedelta(n)))
    rule = Rule(
        "invented",
        start,
        tuple(draw(st.lists(stops, min_size=1, max_size=2))),
        draw(st.sampled_from(OCCURRENCES)),
        draw(st.sampled_from((ANY, ANY, ALL))),
        situation=Situation(draw(subsets(SETTINGS)), draw(subsets(ORDERS)))
        if draw(st.booleans())
        else Situation(),
        limit=limit,
        exits_that_count=draw(st.sampled_from([frozenset(), {"home"}, {"home_permanent"}])),
        allow_before_start=draw(st.booleans()),
        include_transfers_in=draw(st.booleans()),
        under_age=draw(st.none() | st.just(12)),
        counted_from=draw(st.none() | DAYS),
        counted_to=target,
        target_date=target,
    )
    return rule


@st.composite
def coverage_rules(draw: st.DrawFn) -> Rule:
    target = draw(st.none() | st.integers(10, 60).map(lambda n: FIRST_DAY + timedelta(n)))
    threshold = draw(st.sampled_from(("at_least", "more_than")))
    reviewed = st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True)
    return Rule(
        "invented",
        Selector("situation_began"),
        tuple(Selector(milestones=frozenset({kind})) for kind in draw(reviewed)),
        "each",
        draw(st.sampled_from((ANY, ALL))),
        COVERAGE,
        Situation(draw(subsets(SETTINGS)), draw(subsets(ORDERS))),
        Limit(draw(st.integers(0, 20)), "days", threshold=threshold),
        include_transfers_in=draw(st.booleans()),
        counted_from=draw(st.none() | DAYS),
        target_date=target,
    )
