"""One place at a time, one episode at a time: which lines would break it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.models import Episode, Placement
from drawing.words import sentence_day
from exchange.case_files.lines import Line, Rejection


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open period as it would stand; `line` is None for one stored and not touched."""

    fact: Episode | Placement
    line: Line | None

    @property
    def end(self) -> date:
        return self.fact.ended_on or date.max

    @property
    def rank(self) -> int:
        """What is stored stays; of two lines the later one goes."""
        return self.line.number if self.line else 0

    @property
    def name(self) -> str:
        what = self.fact.setting if isinstance(self.fact, Placement) else "episode"
        until = f" to {sentence_day(self.fact.ended_on)}" if self.fact.ended_on else ", not ended"
        where = f"on line {self.line.number}" if self.line else "already recorded"
        return f"the {what} from {sentence_day(self.fact.began_on)}{until}, {where}"


def overlap_rejections(periods: Iterable[Period]) -> list[Rejection]:
    """The lines to reject so that no two periods overlap. Touching is fine; a period that ends
    the day it begins holds no day and overlaps nothing."""
    rejections = []
    standing: Period | None = None
    filled = (p for p in periods if p.fact.began_on < p.end)
    for period in sorted(filled, key=lambda p: (p.fact.began_on, p.rank)):
        if standing is None or period.fact.began_on >= standing.end:
            standing = period
            continue
        kept, gone = sorted((standing, period), key=lambda p: p.rank)
        if gone.line is not None:
            rejections.append(gone.line.rejected("began_on", _reason(kept, gone)))
        standing = kept
    return rejections


def _reason(kept: Period, gone: Period) -> str:
    rule = (
        "a child lives in one place at a time"
        if isinstance(gone.fact, Placement)
        else "a child is looked after once at a time"
    )
    return (
        f"It overlaps {kept.name}: {rule}. End the one that came first on the day the other "
        "begins, or change the dates."
    )
