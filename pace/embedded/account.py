"""PostgreSQL refuses to run as root: the account, or the stand-in, that it runs under."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pace.embedded.binaries import NoDatabase

NOBODY = 65534
IN_USER_NAMESPACE = ("unshare", "-U", "--map-user=1000", "--map-group=1000")
NOBODY_WHO_MAY_PASS = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
)


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
    """An ordinary user as they are. Root as nobody, in the first way that works here.

    Plainly where nobody may go; below a folder closed to others (root's own, say) in a user
    namespace, or as a nobody who may pass closed folders. No user is added to the system and
    no permission of a folder above ours is changed. NoDatabase when none of them works.
    """
    if os.geteuid() != 0:
        return Account()
    for account in (_user(NOBODY), *_stand_ins()):
        if _works(account, binaries, home):
            return account
    raise NoDatabase(
        "PostgreSQL does not run as root, and no other account can reach this folder. Move the "
        "project out of root's own folder, run it as an ordinary user, or set DATABASE_URL."
    )


def _user(uid: int) -> Account:
    return Account(uid=uid, options={"user": uid, "group": uid, "extra_groups": [], "umask": 0o077})


def _stand_ins() -> list[Account]:
    found = []
    for words, uid in ((IN_USER_NAMESPACE, 0), (NOBODY_WHO_MAY_PASS, NOBODY)):
        program = shutil.which(words[0], path=f"{os.environ.get('PATH', '')}:/usr/bin:/bin")
        if program:
            found.append(Account(prefix=(program, *words[1:]), uid=uid, options={"umask": 0o077}))
    return found


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
