"""Half-open periods of days, [began, ended): how they join, meet and are cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

OPEN = date.max
"""The end of what has not ended, so that ends compare."""

ALONE = -1
"""The window of a spell with no spell of being looked after around it."""

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Spell:
    """An unbroken time in one situation: a clock that starts in it ends with it.

    `window` numbers the spell of being looked after around it. Nothing up to and including
    `since` belongs to it: on that day the spell before ended.
    """

    began_on: date
    ended_on: date = OPEN
    window: int = ALONE
    since: date = date.min
    began_at: time | None = None


def joined(periods: Iterable[Period]) -> list[Period]:
    """Periods that touch or overlap are one; a gap of a day or more keeps them apart."""
    spells: list[Period] = []
    for began, ended in sorted(periods):
        if spells and began <= spells[-1][1]:
            if ended > spells[-1][1]:
                spells[-1] = (spells[-1][0], ended)
        else:
            spells.append((began, ended))
    return spells


def common(these: Sequence[Period], those: Sequence[Period]) -> list[Period]:
    """The days that lie in both of two joined lists."""
    meets = [
        (max(began, other_began), min(ended, other_ended))
        for began, ended in these
        for other_began, other_ended in those
    ]
    return [(began, ended) for began, ended in meets if began < ended]


def cut(periods: Iterable[Period], around: Sequence[Spell]) -> list[Spell]:
    """Spells that end at the latest with the spell of being looked after around them.

    What runs on into the next spell of being looked after begins anew there: a new episode
    is a new clock. A period with none around it stands alone.
    """
    pieces: list[tuple[date, date, int]] = []
    for began, ended in periods:
        inside = [
            window
            for window, spell in enumerate(around)
            if (spell.began_on < ended and began < spell.ended_on) or spell.began_on == began
        ]
        if not inside:
            pieces.append((began, ended, ALONE))
        for window in inside:
            spell = around[window]
            from_on = began if window == inside[0] else spell.began_on
            pieces.append((from_on, min(ended, spell.ended_on), window))
    return _with_since(pieces, around)


def _with_since(pieces: Sequence[tuple[date, date, int]], around: Sequence[Spell]) -> list[Spell]:
    """Give each spell the day on which what came before it ended."""
    spells: list[Spell] = []
    before = date.min
    for began, ended, window in pieces:
        since = max(before, _left_before(began, window, around))
        spells.append(Spell(began, ended, window, since))
        before = ended
    return spells


def _left_before(began: date, window: int, around: Sequence[Spell]) -> date:
    """The end of the last spell of being looked after before this one."""
    if window != ALONE:
        return around[window - 1].ended_on if window else date.min
    return max((spell.ended_on for spell in around if spell.ended_on <= began), default=date.min)
