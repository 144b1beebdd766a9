"""Requests whose text is UTF-8, whatever charset they claim.

Django decodes an address by the charset that a request names. By some, bytes become what no
database takes (half a character); by others that are no text at all (rot13, zlib) the request
fails before anything of ours could answer it.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.request import parse_header_parameters

UTF_8 = frozenset({"utf-8", "utf8"})
LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)


class Utf8Request(WSGIRequest):
    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(
            meta.get("CONTENT_TYPE", "")
        )


def readable_only(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """400 for a request in another charset, or whose length is no number.

    Read as UTF-8 the first would say something else; the second fails in Django itself.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        charset = request.content_params.get("charset", "utf-8")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if charset.lower() not in UTF_8 or not LENGTH.fullmatch(str(length)):
            raise SuspiciousOperation("The request is not in UTF-8, or of no length.")
        return get_response(request)

    return answer
