"""Tokens by which other systems read the API: sent as “Authorization: Bearer …”."""

import hashlib

from django.http import HttpRequest

from accounts.models import Membership, SystemToken
from accounts.today import today

SCHEME = "Bearer "
API = "/api/"
LONGEST = 200


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def comes_to_the_api(request: HttpRequest) -> bool:
    return request.path.startswith(API)


def sends_credentials(request: HttpRequest) -> bool:
    """Whether a system names itself to the API; then no session beside it counts."""
    return comes_to_the_api(request) and "Authorization" in request.headers


def membership_of_token(request: HttpRequest) -> Membership | None:
    """The membership a living token acts under; tokens open the API alone, and no page."""
    sent = request.headers.get("Authorization", "")
    if not comes_to_the_api(request) or not sent.startswith(SCHEME) or len(sent) > LONGEST:
        return None
    found = SystemToken.objects.live(on=today()).filter(
        token_hash=token_hash(sent.removeprefix(SCHEME))
    )
    acts_under = found.values("membership")
    return Membership.objects.live(on=today()).with_place().filter(pk__in=acts_under).first()
