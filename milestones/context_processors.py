"""The navigation: the pages of the actor's role, with the count of what is overdue."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.actors import Actor
from accounts.today import today
from cases.asked import count_asked_of
from cases.emergencies import count_unjudged
from milestones.worklists import count_overdue


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    name: str
    current: bool
    count: int = 0
    overdue: bool = False


# Act, page, words, where its own pages lie.
PAGES: tuple[tuple[str, str, str, str | tuple[str, ...]], ...] = (
    ("clock.list", "my_work", "My work", "/my-work/"),
    ("child.list", "children", "Children", "/children/"),
    ("aim.view", "aims", "Aims", "/aims/"),
    ("proposal.decide", "proposals", "Asked of you", "/proposals/"),
    ("emergency.review", "emergencies", "Emergencies", "/emergencies/"),
    ("restriction.review", "restrictions", "Restricted", ("/restrictions/", "/bars/", "/sealed/")),
    ("cover.arrange", "cover", "Cover", "/cover/"),
    ("person.invite", "memberships", "People", "/people/"),
    ("person.approve", "high_roles", "High roles", "/people/high-roles/"),
    ("access.review", "access_review", "Access review", "/access-review/"),
    ("token.issue", "tokens", "Tokens", "/tokens/"),
    ("audit.view", "audit", "Audit", "/audit/"),
    ("timescale.view", "rules", "Rules", "/rules/"),
)
# What waits to be looked at: told beside the page's name.
TO_LOOK_AT = {"proposals": count_asked_of, "emergencies": count_unjudged}


def navigation(request: HttpRequest) -> dict[str, list[NavItem]]:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"nav": []}
    return {"nav": [item for page in PAGES if (item := _item(request, actor, *page))]}


def _item(
    request: HttpRequest,
    actor: Actor,
    act: str,
    page: str,
    name: str,
    under: str | tuple[str, ...],
) -> NavItem | None:
    if not actor.may(act):
        return None
    try:
        url = reverse(page)
    except NoReverseMatch:
        return None
    is_current = request.path.startswith(under)
    if page in TO_LOOK_AT:
        return NavItem(url, name, is_current, TO_LOOK_AT[page](actor))
    overdue = count_overdue(actor, on=today()) if page == "my_work" else 0
    return NavItem(url, name, is_current, overdue, overdue > 0)
