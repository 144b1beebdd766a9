"""The four numbers at the top: each with its last year beside it and one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.policy import READS
from drawing.sparkline import Sparkline, sparkline
from drawing.words import counted
from milestones.work.lists import NONE, Filters
from milestones.work.spans import OVER, SIX, TWO
from milestones.work.tallies import NOBODY
from milestones.work.trends import MONTHS
from reports.dashboard.figures import UNBOOKED, Figures

Part = tuple[str, str]  # words, and the address they lead to


@dataclass(frozen=True, slots=True)
class Tile:
    look: str
    icon: str
    title: str
    count: int
    what: str
    url: str
    spark: SafeString
    sentence: Sequence[Part]


def tiles(figures: Figures) -> list[Tile]:
    return [
        _of_clocks(figures, OVER, "overdue", "overdue", "Overdue"),
        _of_clocks(figures, TWO, "soon", "soon", "Due within 2 weeks"),
        _of_clocks(figures, SIX, "later", "later", "Due in 2 to 6 weeks"),
        _nobody(figures),
    ]


def _of_clocks(figures: Figures, code: str, look: str, icon: str, title: str) -> Tile:
    count = figures.total(code)
    return Tile(
        look=look,
        icon=icon,
        title=title,
        count=count,
        what=("clock " if count == 1 else "clocks ") + title[0].lower() + title[1:],
        url=list_url(due=code),
        spark=_spark(figures, code, title, count),
        sentence=[*_before(figures, code), *_of_now(figures, code)],
    )


def _of_now(figures: Figures, code: str) -> list[Part]:
    if code == OVER:
        return [(f"oldest {counted(figures.oldest, 'day')}", "")] if figures.oldest else []
    unbooked = figures.total(f"{code}{UNBOOKED}")
    url = list_url(due=code, booked=NONE) if unbooked else ""
    return [(f"{unbooked} with nothing booked", url)]


def _nobody(figures: Figures) -> Tile:
    waiting = [each for each in figures.caseloads if each.worker == NOBODY]
    count = sum(each.children for each in waiting)
    since = min((each.since for each in waiting if each.since), default=None)
    longest = [(f"longest {counted((figures.on - since).days, 'day')}", "")] if since else []
    return Tile(
        look="plain",
        icon="query",
        title="Nobody allocated",
        count=count,
        what="child with no worker" if count == 1 else "children with no worker",
        url=children_url(figures, NOBODY),
        spark=_spark(figures, NOBODY, "Children with no worker", count),
        sentence=[*_before(figures, NOBODY), *longest],
    )


def list_url(**asked: str) -> str:
    """The list of work that answers to these filters."""
    return f"{reverse('my_work')}?{Filters(**asked).as_query()}"


def children_url(figures: Figures, worker: str) -> str:
    """Those looked after now whom this worker holds; nowhere for who lists no children by it."""
    actor = figures.actor
    reads_people = "people" in READS.get(actor.role, frozenset())
    asks = actor.may("child.list") and reads_people
    return f"{reverse('children')}?worker={worker}" if asks else ""


def _spark(figures: Figures, code: str, what: str, now: int) -> SafeString:
    past = [month.counts[code] for month in figures.months]
    return sparkline(Sparkline(what, (*past, now)))


def _before(figures: Figures, code: str) -> list[Part]:
    """What it was a year ago, or at the first month's end since going live."""
    if not figures.months:
        return []
    first = figures.months[0]
    is_a_year = len(figures.months) == MONTHS
    when = "a year ago" if is_a_year else f"at the end of {first.day:%B}"
    return [(f"{first.counts[code]} {when}", "")]
