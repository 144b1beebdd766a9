"""What people mistype: a few days that cannot be right, for the data-quality lists to find."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from exchange.invention.life import Life

SLIPS = 0.02


def slip(lives: list[Life], chance: Random) -> None:
    """In one life of fifty a decision stands before its panel, or a panel before its review."""
    for life in lives:
        if chance.random() < SLIPS:
            chance.choice(KINDS_OF_SLIP)(life)


def _decided_before_panel(life: Life) -> None:
    _move(life, "adm_decision", before="panel")


def _panel_before_recommendation(life: Life) -> None:
    _move(life, "panel", before="legal_advice_referral")


KINDS_OF_SLIP: tuple[Callable[[Life], None], ...] = (
    _decided_before_panel,
    _panel_before_recommendation,
)


def _move(life: Life, kind: str, *, before: str) -> None:
    day = life.first(before)
    if day is None or life.first(kind) is None:
        return
    life.events = [
        replace(event, day=day - timedelta(days=4)) if event.kind == kind else event
        for event in life.events
    ]
