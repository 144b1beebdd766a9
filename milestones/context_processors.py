"""The navigation: the pages of the actor's role, with the count of what is overdue."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.actors import Actor
from accounts.today import today
from milestones.worklists import count_overdue


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    name: str
    current: bool
    count: int = 0
    overdue: bool = False


# Act, page, words, where its own pages lie.
PAGES = (
    ("clock.list", "my_work", "My work", "/my-work/"),
    ("child.list", "children", "Children", "/children/"),
    ("aim.view", "aims", "Aims", "/aims/"),
    ("cover.arrange", "cover", "Cover", "/cover/"),
    ("person.invite", "memberships", "People", "/people/"),
    ("person.approve", "high_roles", "High roles", "/people/high-roles/"),
    ("access.review", "access_review", "Access review", "/access-review/"),
    ("token.issue", "tokens", "Tokens", "/tokens/"),
    ("audit.view", "audit", "Audit", "/audit/"),
    ("timescale.view", "rules", "Rules", "/rules/"),
)


def navigation(request: HttpRequest) -> dict[str, list[NavItem]]:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"nav": []}
    return {"nav": [item for page in PAGES if (item := _item(request, actor, *page))]}


def _item(
    request: HttpRequest, actor: Actor, act: str, page: str, name: str, under: str
) -> NavItem | None:
    if not actor.may(act):
        return None
    try:
        url = reverse(page)
    except NoReverseMatch:
        return None
    overdue = count_overdue(actor, on=today()) if page == "my_work" else 0
    return NavItem(url, name, request.path.startswith(under), overdue, overdue > 0)
