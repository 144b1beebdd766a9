"""The API's own description, for other systems and for those who test it (OpenAPI 3)."""

from functools import lru_cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import ReadView


class DescriptionSerializer(serializers.Serializer[Any]):
    openapi = serializers.CharField()
    info = serializers.DictField()
    paths = serializers.DictField()
    components = serializers.DictField()


class Description(ReadView):
    """What can be asked here, and what is answered."""

    act = "api.schema"
    serializer_class = DescriptionSerializer

    def get(self, request: Request) -> Response:
        return Response(description())


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The same for every role: it tells of fields, never of records."""
    drawn: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return drawn
