"""Addresses that lead nowhere and requests that cannot be read, told in the asker's language.

Their pages have the frame, but nothing is counted for its navigation: whoever tries addresses
costs the database no more than the question that refused them.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from accounts.api import answers
from accounts.tokens import comes_to_the_api

AS_WRITTEN = {"ensure_ascii": False, "separators": (",", ":")}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if comes_to_the_api(request):
        return in_json(400, answers.BAD_REQUEST)
    return defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if comes_to_the_api(request):
        return in_json(404, answers.NOT_FOUND)
    request.is_refused = True  # type: ignore[attr-defined]
    return defaults.page_not_found(request, exception)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    request.is_refused = True  # type: ignore[attr-defined]
    return defaults.permission_denied(request, exception)


def in_json(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"detail": sentence}, status=status, json_dumps_params=AS_WRITTEN)
