"""A system that asks the API: with a token of its own, or in a person's session."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.test import Client

from accounts.models import Membership, SystemToken
from accounts.today import today
from accounts.tokens import token_hash
from tests.conftest import TODAY

CHILDREN, MILESTONES, CLOCKS, AIMS = (
    f"/api/{name}/" for name in ("children", "milestones", "clocks", "aims")
)
LISTS = (CHILDREN, MILESTONES, CLOCKS, AIMS)


def issue_token(membership: Membership, *, until: date | None = None) -> str:
    token = secrets.token_urlsafe(32)
    SystemToken.objects.create(
        membership=membership,
        name="Case system",
        token_hash=token_hash(token),
        begins_on=min(TODAY, today()) - timedelta(days=1),
        ends_on=until or today() + timedelta(days=90),
    )
    return token


def system(membership: Membership) -> Client:
    """Another system, which acts under this membership."""
    return Client(headers={"Authorization": f"Bearer {issue_token(membership)}"})


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content)
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def words_in(value: Any) -> Iterator[str]:
    """Every text of an answer, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
    elif isinstance(value, str):
        yield value
