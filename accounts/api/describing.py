"""The API's description (OpenAPI), drawn from what each view declares."""

from typing import Any, ClassVar

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from accounts.api import answers

CLOSED = {"additionalProperties": False}


class RefusalSerializer(serializers.Serializer[Any]):
    detail = serializers.CharField(help_text="One sentence: what is wrong, and what to do.")


REFUSALS = {
    400: answers.BAD_REQUEST,
    401: answers.SIGN_IN,
    403: answers.FORBIDDEN,
    404: answers.NOT_FOUND,
    405: answers.NOT_ALLOWED,
    406: answers.NOT_ACCEPTABLE,
    503: answers.UNAVAILABLE,
}


class Described(AutoSchema):
    """Parameters, refusals and pages as the views declare them; nothing is guessed."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return bool(self.view.is_list)

    def get_operation_id(self) -> str:
        return type(self.view).__name__

    def get_tags(self) -> list[str]:
        return [self.view.act.partition(".")[0]]

    def get_override_parameters(self) -> list[Any]:
        return [
            OpenApiParameter(each.name, dict(each.schema), description=each.words)
            for each in self.view.parameters
        ]

    def get_response_serializers(self) -> Any:
        refusals = {
            code: OpenApiResponse(RefusalSerializer, words) for code, words in REFUSALS.items()
        }
        return {200: self.view.serializer_class, **refusals}


class BearerScheme(OpenApiAuthenticationExtension):
    """A session's cookie, or the token of another system."""

    target_class = "accounts.api.entry.EnteredByTheDoor"
    name: ClassVar[list[str]] = ["session", "token"]

    def get_security_requirement(self, auto_schema: AutoSchema) -> list[dict[str, list[Any]]]:
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, Any]]:
        session = SessionScheme(self.target).get_security_definition(auto_schema)
        return [session, {"type": "http", "scheme": "bearer"}]


def close_objects(
    result: dict[str, Any], generator: object, request: object, public: bool
) -> dict[str, Any]:
    """An answer has the fields that are described and no others: a leak would not conform."""
    for component in result.get("components", {}).get("schemas", {}).values():
        if component.get("type") == "object" and "properties" in component:
            component.update(CLOSED)
    return result
