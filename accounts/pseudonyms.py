"""A record spoken of without saying whose: the same pseudonym for a record, everywhere."""

from uuid import UUID

from django.utils.crypto import salted_hmac

SALT = "pace.record"
LENGTH = 8


def pseudonym(public_id: UUID) -> str:
    """“R-3f2a09bc”: nobody without the key can tell which record it is, or make it up."""
    return f"R-{salted_hmac(SALT, str(public_id), algorithm='sha256').hexdigest()[:LENGTH]}"
