"""What the API answers when it does not answer: JSON with one sentence, and nothing of a record."""

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

BAD_REQUEST = "The address cannot be read. Check its parameters."
SIGN_IN = "Sign in, or send the token of your system as “Authorization: Bearer …”."
FORBIDDEN = "Your role may not read this."
NOT_FOUND = "There is nothing here that you may know of. Check the address."
NOT_ALLOWED = "The API only reads: use GET."
NOT_ACCEPTABLE = "The API answers in JSON only: accept application/json."
UNAVAILABLE = "This cannot be answered now. Nothing was shown; try again in a minute."

SENTENCES = {
    status.HTTP_401_UNAUTHORIZED: SIGN_IN,
    status.HTTP_404_NOT_FOUND: NOT_FOUND,
    status.HTTP_405_METHOD_NOT_ALLOWED: NOT_ALLOWED,
    status.HTTP_406_NOT_ACCEPTABLE: NOT_ACCEPTABLE,
}


class BadParameter(exceptions.APIException):
    """A parameter that cannot be read, named in the sentence."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_detail = BAD_REQUEST


class Withheld(exceptions.APIException):
    """What a role may know of, and may not read or ask for."""

    status_code = status.HTTP_403_FORBIDDEN
    default_detail = FORBIDDEN


def answered(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a refusal: the same bytes for the same status, whatever was behind it.

    A parameter is the one thing a sentence speaks of; a 404 never says which of its reasons held.
    """
    if isinstance(error, SuspiciousOperation):
        error = BadParameter()
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        error = Withheld()
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    response = exception_handler(error, context)
    if response is not None:
        said = getattr(error, "detail", BAD_REQUEST)
        response.data = {"detail": SENTENCES.get(response.status_code, said)}
    return response
