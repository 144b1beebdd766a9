"""PostgreSQL refuses to run as root: the account, or the stand-in, that it runs under."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pace.embedded.binaries import NoDatabase

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """How to start a program: words put before it, and the user it is handed to."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def own(self, folder: Path) -> None:
        """Give a folder, and all in it, to the account."""
        if self.uid is None:
            return
        os.chown(folder, self.uid, self.uid)
        for inside in folder.rglob("*"):
            os.chown(inside, self.uid, self.uid, follow_symlinks=False)


def account_for(binaries: Path, data: Path) -> Account:
    """An ordinary user as they are. Root as nobody where nobody may go, else in a user namespace.

    No user is added to the system and no permission of a folder above ours is changed.
    """
    if os.name != "posix" or os.geteuid() != 0:
        return Account()
    nobody = Account(
        uid=NOBODY, options={"user": NOBODY, "group": NOBODY, "extra_groups": [], "umask": 0o077}
    )
    if _reaches(nobody, binaries / "initdb") and _reaches(nobody, data.parent):
        return nobody
    unshare = shutil.which("unshare") or "/usr/bin/unshare"
    mapped = (unshare, "-U", "--map-user=1000", "--map-group=1000")
    if Path(unshare).exists() and _succeeds([*mapped, "true"]):
        return Account(prefix=mapped)
    raise NoDatabase(
        "PostgreSQL does not run as root, and no other account can reach this folder. Move the "
        "project out of root’s own folder, run it as an ordinary user, or set DATABASE_URL."
    )


def _reaches(account: Account, place: Path) -> bool:
    flag = "-x" if place.is_dir() else "-r"
    return _succeeds(["test", flag, str(place)], **account.options)


def _succeeds(command: list[str], **options: Any) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, check=False, **options)
    except OSError:
        return False
    return done.returncode == 0
