"""E-mail by GOV.UK Notify, against a server of our own on this machine."""

import base64
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection

from pace.notify import NotifyRefused

SERVICE, SECRET = "a" * 8 + "-1111-1111-1111-" + "b" * 12, "c" * 8 + "-2222-2222-2222-" + "d" * 12


class FakeNotify(HTTPServer):
    """Takes what it is told to take, and remembers it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.status = 201
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []


class Answers(BaseHTTPRequestHandler):
    server: FakeNotify

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        sent = json.loads(self.rfile.read(length))
        self.server.asked.append((self.path, dict(self.headers), sent))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(b'{"id": "1"}')

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def notify(settings: Any) -> Iterator[FakeNotify]:
    server = FakeNotify()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.EMAIL_BACKEND = "pace.notify.NotifyBackend"
    settings.NOTIFY_API_KEY = f"our key-{SERVICE}-{SECRET}"
    settings.NOTIFY_TEMPLATE_ID = "template"
    settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def message() -> EmailMessage:
    return EmailMessage(
        subject="PACE tracker: 1 thing overdue",
        body="SA-0412: 30 weeks",
        to=["morag@council.pace.example"],
        headers={"Message-ID": "<notices.1@pace.example>"},
        connection=get_connection("pace.notify.NotifyBackend"),
    )


def test_it_posts_subject_and_body_to_the_one_template(notify: FakeNotify) -> None:
    assert message().send() == 1
    [(path, _, sent)] = notify.asked
    assert path == "/v2/notifications/email"
    assert sent == {
        "email_address": "morag@council.pace.example",
        "template_id": "template",
        "personalisation": {
            "subject": "PACE tracker: 1 thing overdue",
            "body": "SA-0412: 30 weeks",
        },
        "reference": "<notices.1@pace.example>",
    }


def test_the_token_is_the_services_and_signed_with_its_secret(notify: FakeNotify) -> None:
    message().send()
    bearer = notify.asked[0][1]["Authorization"].removeprefix("Bearer ")
    signed, _, seal = bearer.rpartition(".")
    head, claims = (json.loads(unpacked(part)) for part in signed.split("."))
    assert head == {"typ": "JWT", "alg": "HS256"}
    assert claims["iss"] == SERVICE
    assert unpacked(seal) == hmac.digest(SECRET.encode(), signed.encode(), "sha256")


def unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("status", [400, 403, 429, 500])
def test_what_notify_does_not_take_is_told_without_address_or_body(
    notify: FakeNotify, status: int
) -> None:
    notify.status = status
    with pytest.raises(NotifyRefused) as refused:
        message().send()
    assert str(refused.value) == f"Notify answered {status}"
    assert refused.value.__suppress_context__


def test_a_notify_that_is_away_is_an_error_like_a_mail_server_that_is(settings: Any) -> None:
    settings.NOTIFY_URL = "http://127.0.0.1:9"
    with pytest.raises(OSError, match="refused"):
        message().send()
