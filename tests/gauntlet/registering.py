"""A social worker who registers children without a pause, and notes what was acknowledged."""

import http.client
import time
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from accounts.middleware import MEMBERSHIP_KEY
from accounts.models import Membership
from tests.gauntlet.going import Going

FOUND = 302
TOKEN = "a" * 32
PAUSE = 0.25


class Registering(Going):
    """`acknowledged` are promised to be there; `unsure` were answered by nothing or an error."""

    def __init__(self, membership: Membership, port: int) -> None:
        client = Client()
        client.force_login(membership.person)
        session = client.session
        session[MEMBERSHIP_KEY] = membership.pk
        session.save()
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={key}; csrftoken={TOKEN}"
        self.port = port
        self.acknowledged: list[str] = []
        self.unsure: list[str] = []

    def _go(self) -> None:
        number = 0
        while self.goes_on:
            number += 1
            ref = f"W-{number:05}"
            (self.acknowledged if self.register(ref) else self.unsure).append(ref)
            time.sleep(PAUSE)

    def register(self, ref: str) -> bool:
        told = urlencode(
            {
                "csrfmiddlewaretoken": TOKEN,
                "child_ref": ref,
                "sex": "female",
                "setting": "kinship",
                **{f"born_on_{part}": value for part, value in enumerate((1, 5, 2020))},
                **{
                    f"became_looked_after_on_{part}": value
                    for part, value in enumerate((2, 11, 2026))
                },
            }
        )
        return self.status("POST", "/children/new/", told) == FOUND

    def status(self, method: str, path: str, body: str = "") -> int:
        """0 where nothing answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {
            "Cookie": self.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
