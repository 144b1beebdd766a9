"""The reference of a sealed record: recognised when it comes again, and leading nowhere."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from cases.models import Child

SALT = "pace.sealed_reference"
PREFIX = "sealed-"
LENGTH = 32


def sealed_ref(authority: Authority, child_ref: str) -> str:
    """What stands in place of the reference: the same each time, and keyed with the secret."""
    digest = salted_hmac(SALT, f"{authority.code}\0{child_ref}", algorithm="sha256").hexdigest()
    return PREFIX + digest[:LENGTH]


def is_taken(authority: Authority, child_ref: str) -> bool:
    """Whether a child has the reference or had it before sealing, known to the asker or not."""
    with entered(system_actor(authority)):
        refs = [child_ref, sealed_ref(authority, child_ref)]
        return Child.objects.filter(authority=authority, child_ref__in=refs).exists()


def sealed_among(authority: Authority, child_refs: Iterable[str]) -> frozenset[str]:
    """Which of these references belonged to children whose records are sealed. One query."""
    by_sealed = {sealed_ref(authority, ref): ref for ref in child_refs}
    with entered(system_actor(authority)):
        found = Child.objects.filter(authority=authority, child_ref__in=by_sealed)
        return frozenset(by_sealed[ref] for ref in found.values_list("child_ref", flat=True))
