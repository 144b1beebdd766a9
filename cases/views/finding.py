from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.today import today
from cases.finding import asked, children_found, localities_to_ask, rows, why_empty

PAGE = 50


@act("child.list")
def children(request: HttpRequest) -> HttpResponse:
    """The children one may know of, by initials and reference, found by name or worker."""
    query = asked(request.GET)
    found = children_found(request.actor, query, on=today())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "page": page,
        "rows": rows(page, actor=request.actor, on=today()),
        "localities": localities_to_ask(request.actor),
        "why_empty": why_empty(request.actor),
    }
    return render(request, "cases/children.html", context)
