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
    """How to start a program: words put before it, and the user who then owns its files."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*self.prefix, *command], capture_output=True, text=True, check=False, **self.options
        )

    def own(self, folder: Path) -> None:
        """Give a folder, and all in it, to the account; only root has to."""
        if self.uid is None:
            return
        os.chown(folder, self.uid, self.uid)
        for inside in folder.rglob("*"):
            os.chown(inside, self.uid, self.uid, follow_symlinks=False)


def account_for(binaries: Path, home: Path) -> Account:
    """An ordinary user as they are. Root as nobody where nobody may go, else in a user namespace.

    The second is for a folder closed to others, root's own say. No user is added to the system
    and no permission of a folder above ours is changed. NoDatabase when neither works.
    """
    if os.geteuid() != 0:
        return Account()
    for account in (_nobody(), _in_user_namespace()):
        if _works(account, binaries, home):
            return account
    raise NoDatabase(
        "PostgreSQL does not run as root, and no other account can reach this folder. Move the "
        "project out of root's own folder, run it as an ordinary user, or set DATABASE_URL."
    )


def _nobody() -> Account:
    return Account(
        uid=NOBODY, options={"user": NOBODY, "group": NOBODY, "extra_groups": [], "umask": 0o077}
    )


def _in_user_namespace() -> Account:
    program = shutil.which("unshare", path=f"{os.environ.get('PATH', '')}:/usr/bin:/bin")
    words = (program or "unshare", "-U", "--map-user=1000", "--map-group=1000")
    return Account(prefix=words, uid=0, options={"umask": 0o077})


def _works(account: Account, binaries: Path, home: Path) -> bool:
    test = shutil.which("test", path="/usr/bin:/bin") or "test"
    try:
        account.own(home)
        return (
            account.run([str(binaries / "postgres"), "--version"]).returncode == 0
            and account.run([test, "-w", str(home)]).returncode == 0
        )
    except OSError:
        return False
