"""GOV.UK Notify as the way e-mail goes out, for councils that use it instead of a mail server.

One template with ((subject)) and ((body)). The client library wants a package that nobody looks
after any more (docopt), for one signed POST: hence these lines.
"""

import base64
import hmac
import json
import time
from collections.abc import Sequence
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

PATH = "/v2/notifications/email"
# A key is its own name, then the service's id and the secret, each a UUID of 36 letters.
SECRET = slice(-36, None)
SERVICE = slice(-73, -37)


class NotifyRefused(OSError):
    """Notify was asked and did not take the message; its status, and nothing of the message."""


class NotifyBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many went. Raises OSError for the first that did not, as a mail server's does."""
        sent = 0
        for message in email_messages:
            for address in message.recipients():
                sent += self._went(message, address)
        return sent

    def _went(self, message: EmailMessage, address: str) -> bool:
        try:
            self._post(message, address)
        except OSError:
            if not self.fail_silently:
                raise
            return False
        return True

    def _post(self, message: EmailMessage, address: str) -> None:
        asked = Request(
            f"{settings.NOTIFY_URL}{PATH}",
            data=json.dumps(_told(message, address)).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {token(settings.NOTIFY_API_KEY, at=time.time())}",
            },
            method="POST",
        )
        try:
            with urlopen(asked, timeout=settings.EMAIL_TIMEOUT) as answer:
                answer.read()
        except HTTPError as refused:
            refused.close()
            raise NotifyRefused(f"Notify answered {refused.code}") from None
        except HTTPException as broken:
            raise NotifyRefused(f"Notify broke off: {type(broken).__name__}") from None


def _told(message: EmailMessage, address: str) -> dict[str, object]:
    """The Message-ID is Notify's reference: whoever looks there finds a double by it."""
    return {
        "email_address": address,
        "template_id": settings.NOTIFY_TEMPLATE_ID,
        "personalisation": {"subject": message.subject, "body": message.body},
        "reference": message.extra_headers.get("Message-ID", ""),
    }


def token(key: str, *, at: float) -> str:
    """A JSON web token signed with the key's secret (HS256), good for half a minute."""
    head = {"typ": "JWT", "alg": "HS256"}
    claims = {"iss": key[SERVICE], "iat": int(at)}
    signed = b".".join(_packed(json.dumps(each).encode()) for each in (head, claims))
    seal = hmac.digest(key[SECRET].encode(), signed, "sha256")
    return b".".join([signed, _packed(seal)]).decode()


def _packed(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
