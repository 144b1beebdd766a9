"""Which of the notices that wait go into a mail now. Pure: no rows are asked, no clock is read.

At most one digest a day, from half past seven in Scotland; at once, at any hour, only what cannot
wait. What one mail leaves over waits for the next digest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from accounts.today import LONDON
from milestones.models import Mailing, Notice, NoticeChoice

BEGINS = time(7, 30)
# Older than that it is on the page only: a digest tells what is new.
MAILED_WITHIN = timedelta(days=14)
Rhythm = NoticeChoice.Rhythm


@dataclass(frozen=True, slots=True)
class Mailed:
    """What was mailed to a person in the authority before: today, this week, ever."""

    today: int = 0
    at_once_today: int = 0
    digest_on: date | None = None
    ever: bool = False


NEVER = Mailed()


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person with notices that wait, how often they want an e-mail, and what they had."""

    rhythm: str = Rhythm.DAILY
    mailed: Mailed = NEVER
    waiting: Sequence[Notice] = field(default=())


@dataclass(frozen=True, slots=True)
class Lot:
    """What goes into one mail."""

    kind: str
    number: int
    notices: Sequence[Notice]


def lot_for(to: Addressee, *, on: date, at: datetime, cap: int) -> Lot | None:
    """The mail that is due to this person now, if any."""
    if to.rhythm == Rhythm.PAGE_ONLY or to.mailed.today >= cap:
        return None
    recent = [each for each in to.waiting if each.raised_on > on - MAILED_WITHIN]
    if is_time_for_a_digest(to, on=on, at=at):
        told = [each for each in recent if each.raised_on <= told_until(to.rhythm, on)]
        return _lot(Mailing.Kind.DIGEST, 1, told) or _at_once(to, recent)
    if not to.mailed.ever and to.rhythm == Rhythm.DAILY:
        # The first night of an authority sends one digest, in the morning.
        return None
    return _at_once(to, recent)


def is_time_for_a_digest(to: Addressee, *, on: date, at: datetime) -> bool:
    """From half past seven on the day; each week's from Monday, once."""
    begun = at.astimezone(LONDON) >= datetime.combine(on, BEGINS, tzinfo=LONDON)
    last = to.mailed.digest_on
    since = monday_of(on) if to.rhythm == Rhythm.WEEKLY else on
    return begun and (last is None or last < since)


def told_until(rhythm: str, on: date) -> date:
    """A week's digest tells what was so by its Monday, on whatever day it comes to be sent."""
    return monday_of(on) if rhythm == Rhythm.WEEKLY else on


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _at_once(to: Addressee, recent: Iterable[Notice]) -> Lot | None:
    number = to.mailed.at_once_today + 1
    return _lot(Mailing.Kind.AT_ONCE, number, [each for each in recent if each.cannot_wait])


def _lot(kind: str, number: int, notices: Sequence[Notice]) -> Lot | None:
    return Lot(kind, number, notices) if notices else None
