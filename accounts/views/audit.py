from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.audit_log import audit_page, people_in_the_audit
from accounts.forms.audit import acts_to_choose, asked_of_audit, typed
from accounts.services.audit import note_audit_read


@act("audit.view")
def audit(request: HttpRequest) -> HttpResponse:
    """Who did and saw what in the authority, and why; reading it is audited too."""
    asked = typed(request.GET)
    query = asked_of_audit(asked, actor=request.actor)
    page = audit_page(request.actor, query, after=request.GET.get("after", ""))
    note_audit_read(by=request.actor, is_narrow=query.is_narrow, shown=len(page.lines))
    kept = {name: value for name, value in request.GET.items() if name != "after"}
    context = {
        "asked": asked,
        "is_narrow": query.is_narrow,
        "lines": page.lines,
        "people": people_in_the_audit(request.actor),
        "acts": acts_to_choose(),
        "older": urlencode({**kept, "after": page.older}) if page.older else "",
        "is_first": "after" not in request.GET,
        "newest": urlencode(kept),
    }
    return render(request, "accounts/audit.html", context)
