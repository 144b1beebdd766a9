"""Whether this installation lives and works, for whoever watches it; security.md G22.

/healthz asks nothing: the process answers. /readyz asks the database, the migrations, the clock
behind the nightly work, the jobs that wait, the audit's anchor and the broker. Both are open to
anybody, so they say one word of each, and neither a number nor a version.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from accounts.acts import act
from accounts.jobs.sending import is_broker_there
from accounts.policy import PUBLIC
from accounts.today import moment
from pace.readiness import AWAY, NONE, OK, SILENT, checked

UNREADY = 503
# A database that hangs is told of within this time, and asked by no second thread meanwhile.
ANSWERS_WITHIN = 2.0
# Without these people are not served as they should be; without the others, pages and writes work.
DEGRADED_ONLY = frozenset({"broker", "worker"})

Words = dict[str, str]


class Asking:
    """One thread at a time asks the database, and each probe waits for it a little."""

    def __init__(self, ask: Callable[[datetime], Words]) -> None:
        self.ask = ask
        self.lock = threading.Lock()
        self.thread: threading.Thread | None = None
        self.words: Words = {}

    def words_at(self, at: datetime) -> Words:
        with self.lock:
            if self.thread is None or not self.thread.is_alive():
                self.words = {}
                self.thread = threading.Thread(target=self._run, args=[at], daemon=True)
                self.thread.start()
            thread = self.thread
        thread.join(ANSWERS_WITHIN)
        return dict(self.words) or {"database": SILENT}

    def _run(self, at: datetime) -> None:
        self.words = self.ask(at)


asking = Asking(checked)


@never_cache
@act(PUBLIC)
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@act(PUBLIC)
def readyz(request: HttpRequest) -> HttpResponse:
    words = {**asking.words_at(moment()), "broker": broker()}
    status = status_of(words)
    answer = JsonResponse(
        {"status": status, "checks": words}, status=UNREADY if status == "unready" else 200
    )
    # Whoever watches asks every few seconds, and knows by the answer: no line of log each time.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def broker() -> str:
    if not settings.CELERY_BROKER_URL:
        return NONE
    return OK if is_broker_there() else AWAY


def status_of(words: Words) -> str:
    wrong = {name for name, word in words.items() if word not in (OK, NONE)}
    if wrong - DEGRADED_ONLY:
        return "unready"
    return "degraded" if wrong else "ready"


def probes_first(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Before the session and the host's name: a probe comes by address, and needs no database."""
    probes = {"/healthz": healthz, "/readyz": readyz}

    def answer(request: HttpRequest) -> HttpResponseBase:
        probe = probes.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return answer


urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
