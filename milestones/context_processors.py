"""The navigation: the pages of the actor's role, with the counts of what waits there."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.actors import Actor
from accounts.roles import Role
from accounts.today import today
from cases.asked import waiting_for
from cases.emergencies import unjudged_for
from milestones.notices.reading import unread_by
from milestones.question_list import questions_waiting
from milestones.work.lists import clocks_with_a_day, has_an_overview


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    name: str
    current: bool
    count: int = 0
    overdue: bool = False


Under = str | tuple[str, ...]
# Act, page, words, where its own pages lie.
PAGES: tuple[tuple[str, str, str, Under], ...] = (
    ("clock.list", "my_work", "My work", "/my-work/"),
    ("clock.list", "dashboard", "Overview", "/dashboard/"),
    ("child.list", "children", "Children", "/children/"),
    ("quality.list", "quality", "Data quality", "/data-quality/"),
    ("aim.view", "aims", "Aims", "/aims/"),
    ("proposal.decide", "proposals", "Asked of you", "/proposals/"),
    ("emergency.review", "emergencies", "Emergencies", "/emergencies/"),
    ("restriction.review", "restrictions", "Restricted", ("/restrictions/", "/bars/", "/sealed/")),
    ("cover.arrange", "cover", "Cover", "/cover/"),
    ("import.prepare", "bring_in", "Bring in", "/bring-in/"),
    ("person.invite", "memberships", "People", "/people/"),
    ("person.approve", "high_roles", "High roles", "/people/high-roles/"),
    ("access.review", "access_review", "Access review", "/access-review/"),
    ("token.issue", "tokens", "Tokens", "/tokens/"),
    ("audit.view", "audit", "Audit", "/audit/"),
    ("nightly.view", "nightly", "Nightly work", "/nightly/"),
    ("timescale.view", "rules", "Rules", "/rules/"),
)
# Whose work is a team's or a council's begins with the numbers; the list lies behind them.
OVERVIEWS: dict[str, str] = {
    Role.TEAM_LEADER: "Team",
    Role.MANAGER: "Authority",
    Role.ANALYST: "Overview",
}
BEHIND_THE_NUMBERS = ("/dashboard/", "/my-work/")
# What waits to be looked at, told beside the page's name: rows that are only counted.
Waiting = Callable[[Actor], "QuerySet[Any]"]
TO_LOOK_AT: dict[str, Waiting] = {"proposals": waiting_for, "emergencies": unjudged_for}
# The same where the rows are of several tables: their counts are added up.
IN_PARTS: dict[str, Callable[[Actor], "list[QuerySet[Any]]"]] = {"quality": questions_waiting}
# Told in the account's panel, and counted with the rest.
NOTICES = "notices"
FIRST = (
    ("child.list", "children"),
    ("aim.view", "aims"),
    ("person.invite", "memberships"),
    ("audit.view", "audit"),
)


def first_page(actor: Actor) -> str:
    """The first page of each role: what is due, else the children, the aims, the rules."""
    if actor.may("clock.list"):
        return _page_of_work(actor)
    return next((page for act, page in FIRST if actor.may(act)), "rules")


def _page_of_work(actor: Actor) -> str:
    return "dashboard" if actor.role in OVERVIEWS else "my_work"


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The pages, and the unread notices, which the account's panel tells."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"nav": []}
    pages = [page for page in PAGES if _is_told(actor, *page[:2])]
    is_refused = getattr(request, "is_refused", False)
    counts = {} if is_refused else _counts(request, actor, [page for _, page, _, _ in pages])
    items = (_item(request, actor, counts, *page[1:]) for page in pages)
    nav = [item for item in items if item is not None]
    return {"nav": nav, "unread_notices": counts.get(NOTICES, 0)}


def _is_told(actor: Actor, act: str, page: str) -> bool:
    if not actor.may(act):
        return False
    if page == "dashboard":
        return has_an_overview(actor)
    return page != "my_work" or actor.role not in OVERVIEWS


def _item(
    request: HttpRequest,
    actor: Actor,
    counts: Mapping[str, int],
    page: str,
    name: str,
    under: Under,
) -> NavItem | None:
    try:
        url = reverse(page)
    except NoReverseMatch:
        return None
    if page == "dashboard" and actor.role in OVERVIEWS:
        name, under = OVERVIEWS[actor.role], BEHIND_THE_NUMBERS
    is_current = request.path.startswith(under)
    count = counts.get(page, 0)
    return NavItem(url, name, is_current, count, bool(count) and page == _page_of_work(actor))


def _counts(request: HttpRequest, actor: Actor, pages: list[str]) -> dict[str, int]:
    """All of them in one query; what is overdue may be known by the page itself."""
    waiting = [(page, TO_LOOK_AT[page](actor)) for page in pages if page in TO_LOOK_AT]
    waiting += [
        (page, rows) for page in pages if page in IN_PARTS for rows in IN_PARTS[page](actor)
    ]
    waiting.append((NOTICES, unread_by(actor)))
    known: dict[str, int] = {}
    if actor.may("clock.list"):
        overdue: int | None = getattr(request, "overdue", None)
        if overdue is None:
            on = today()
            overdue_now = clocks_with_a_day(actor, on=on).due_before(on)
            waiting.append((_page_of_work(actor), overdue_now))
        else:
            known[_page_of_work(actor)] = overdue
    return known | counted(waiting)


def counted(waiting: "Sequence[tuple[str, QuerySet[Any]]]") -> dict[str, int]:
    """How many rows for each page, in one query."""
    each = [
        rows.order_by().values(page=Value(page)).annotate(n=Count("pk")) for page, rows in waiting
    ]
    if not each:
        return {}
    found = each[0].union(*each[1:], all=True) if each[1:] else each[0]
    sums: Counter[str] = Counter()
    for row in found:
        sums[row["page"]] += row["n"]
    return dict(sums)
