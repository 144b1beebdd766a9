from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from milestones.rule_list import rules_by_basis


@act("timescale.view")
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of the actor's authority in plain words, and where each comes from."""
    groups = rules_by_basis(request.actor.authority)
    return render(request, "milestones/rules.html", {"groups": groups})
