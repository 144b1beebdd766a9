"""Clock readings a second, on one core: invented histories against the shipped rules.

    .venv/bin/python -m benchmarks.readings [--children 5000] [--profile]

The figure to keep is 50,000 readings a second of processor time.
"""

import argparse
import cProfile
import json
import pstats
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from milestones.evaluate import evaluate
from milestones.history import (
    Episode,
    History,
    LocalitySince,
    Milestone,
    Order,
    Placement,
    Route,
)
from milestones.rules import Rule, rule_from_data

ROOT = Path(__file__).resolve().parents[1]
REVIEWS = ("review_6_week", "review_3_month", *["lac_review"] * 4)
FIRST_DAY = date(2015, 1, 1)


def shipped_rules() -> list[Rule]:
    timescales = json.loads((ROOT / "milestones" / "data" / "timescales_1.json").read_text())
    return [rule_from_data({"ref": each["ref"]} | each["definition"]) for each in timescales]


def invented_history(random: Random) -> History:
    """About 17 dated facts: three placements, yearly orders, reviews, visits, a panel."""
    began = FIRST_DAY + timedelta(random.randrange(2500))
    ended = began + timedelta(random.randrange(200, 1500)) if random.random() < 0.5 else None
    moves = [began, *(began + timedelta(n) for n in sorted(random.sample(range(20, 900), 2)))]
    settings = random.choices(("home", "kinship", "foster", "residential"), k=3)
    orders = [
        Order("cso", made, made + timedelta(365))
        for made in (began + timedelta(365 * year) for year in range(random.randrange(1, 4)))
    ]
    held = [
        Milestone(kind, began + timedelta(days), key=days)
        for kind, days in zip(REVIEWS, (40, 130, 310, 490, 670, 850), strict=True)
    ]
    held += [
        Milestone("carer_visit", began + timedelta(80 * n + 5), key=1000 + n) for n in range(4)
    ]
    held.append(Milestone("panel", began + timedelta(350), outcome="recommended", key=2000))
    held.append(Milestone("adm_decision", began + timedelta(360), outcome="approved", key=2001))
    random.shuffle(held)
    return History(
        born_on=began - timedelta(random.randrange(10, 5000)),
        episodes=(Episode(began, ended, key=1),),
        placements=tuple(
            Placement(setting, moved, ended_on=next_move)
            for setting, moved, next_move in zip(settings, moves, [*moves[1:], ended], strict=True)
        ),
        orders=tuple(orders),
        routes=(Route("permanence_order", began + timedelta(300)),),
        milestones=tuple(held),
        localities=(LocalitySince("North"),),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=5000)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    rules = shipped_rules()
    random = Random(1)
    histories = [invented_history(random) for _ in range(options.children)]
    profile = cProfile.Profile()
    if options.profile:
        profile.enable()
    began_at = time.process_time()
    readings = sum(len(evaluate(history, rules)) for history in histories)
    seconds = time.process_time() - began_at
    if options.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    print(
        f"{readings / seconds:,.0f} readings a second: {readings:,} of {len(rules)} rules "
        f"for {len(histories):,} children in {seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
