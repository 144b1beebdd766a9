from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.jobs.nights import nights_of


@act("nightly.view")
def nightly(request: HttpRequest) -> HttpResponse:
    """When each part of the daily work last ran, what it did, and what failed."""
    return render(request, "accounts/nightly.html", {"lines": nights_of(request.actor)})
