"""A route left open on purpose: the system check must refuse it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("open/", unguarded)]
