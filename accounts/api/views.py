"""The one base of the API's views: it reads, and nothing else; each declares its act."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from accounts.actors import Actor
from accounts.api.pages import PAGING, Paged, as_data, page_of
from accounts.api.parameters import Parameter, read_parameters
from accounts.policy import ACTS

READING = ["GET", "HEAD"]


class ReadView(APIView):
    """One route that is read. The order of refusals is the policy's, as on the pages:

    401 who is not known, 405 what is not reading, 404 what may not be known, 403 what may not
    be read; a parameter that cannot be read is told before anything is looked for (400).
    """

    act: ClassVar[str]
    decided_by_the_gate: ClassVar[bool] = False
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    serializer_class: ClassVar[type[BaseSerializer[Any]]]
    is_list: ClassVar[bool] = False
    http_method_names = ["get", "head"]

    asked: dict[str, Any]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """With the act and the methods on it, as accounts.acts.act leaves them on a page's view.

        Raises ValueError at import for an act that accounts.policy does not know.
        """
        act = initkwargs.get("act", getattr(cls, "act", ""))
        if act not in ACTS:
            raise ValueError(f"accounts.policy has no act called {act!r}.")
        view: Any = super().as_view(**initkwargs)
        view.act, view.methods = act, READING
        return view  # type: ignore[no-any-return]

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request.auth
        return actor

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.perform_authentication(request)
        if request.auth is None:
            raise exceptions.NotAuthenticated
        if request.method not in READING:
            raise exceptions.MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        self.asked = read_parameters(request.query_params, self.parameters, self.actor)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        # Nobody's cache keeps what may have been withdrawn by the next request.
        response.headers["Cache-Control"] = "no-store"
        finished: Response = super().finalize_response(request, response, *args, **kwargs)
        return finished


class ListView(ReadView):
    """Rows that came through the gate, a page at a time; whose they are is noted."""

    is_list = True
    filters: ClassVar[tuple[Parameter, ...]] = ()
    pagination_class = Paged

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.parameters = (*cls.filters, *PAGING)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = page_of(self.rows(*args, **kwargs), self.asked)
        told = self.told(list(page.rows))
        return Response(as_data(page, told, path=request.path, asked=self.asked))

    def narrowed(self) -> dict[str, Any]:
        """What was asked besides the page."""
        return {
            each.name: self.asked[each.name] for each in self.filters if each.name in self.asked
        }

    def rows(self, *args: Any, **kwargs: Any) -> "QuerySet[Any] | list[Any]":
        """What the gate lets this actor know of, narrowed by what was asked."""
        raise NotImplementedError

    def told(self, rows: list[Any]) -> list[Any]:
        """One page's rows as data; a list about children notes them in `actor.seen`."""
        return list(self.serializer_class(rows, many=True).data)
