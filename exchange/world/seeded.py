"""Everything invented is drawn from the seed alone: the same seed gives the same world."""

import base64
import hashlib
import uuid
from dataclasses import dataclass

LETTERS = "bcdfghjklmnpqrstvwxz"
LONG = 12


@dataclass(frozen=True, slots=True)
class Seeded:
    """One seed; each thing is asked for by its own path of names."""

    seed: int

    def _bytes(self, *path: str) -> bytes:
        return hashlib.sha256("\x1f".join([str(self.seed), *path]).encode()).digest()

    def canary(self, *path: str) -> str:
        """A word that stands nowhere else: found anywhere, it tells whence it came."""
        drawn = self._bytes("canary", *path)[:LONG]
        return "Zq" + "".join(LETTERS[byte % len(LETTERS)] for byte in drawn)

    def public_id(self, *path: str) -> uuid.UUID:
        return uuid.UUID(bytes=self._bytes("id", *path)[:16], version=4)

    def password(self, *path: str) -> str:
        return base64.urlsafe_b64encode(self._bytes("password", *path)[:18]).decode()

    def totp_secret(self, *path: str) -> str:
        return base64.b32encode(self._bytes("totp", *path)[:20]).decode()

    def token(self, *path: str) -> str:
        return base64.urlsafe_b64encode(self._bytes("token", *path)[:30]).decode()
