"""A new cluster: UTF-8, checksums, passwords for every connection."""

import os
import secrets
import shutil
from pathlib import Path

from pace.embedded.account import Account
from pace.embedded.binaries import NoDatabase, major_version
from pace.embedded.server import SUPERUSER, Server

BUILTIN_LOCALES_SINCE = 17


def initialise(server: Server, binaries: Path, account: Account) -> None:
    """Made beside its place and moved there when whole: a kill in the middle leaves nothing."""
    half_made = server.home / "cluster.half-made"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(mode=0o700)
    for stamp in ("roles-made", "migrated"):
        (server.home / stamp).unlink(missing_ok=True)
    write_secret(server.secret_file)
    account.own(server.home)
    locale = ["--locale=C.UTF-8"]
    if major_version(binaries) >= BUILTIN_LOCALES_SINCE:
        locale.append("--locale-provider=builtin")
    done = account.run(
        [
            str(binaries / "initdb"),
            *("-D", str(half_made), "-U", SUPERUSER, "-E", "UTF8", *locale),
            *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256"),
            *("--pwfile", str(server.secret_file), "--data-checksums", "--no-sync"),
        ]
    )
    if done.returncode:
        raise NoDatabase(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")
    half_made.rename(server.data)


def write_secret(file: Path) -> None:
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as writing:
        writing.write(secrets.token_urlsafe(24))


def refuse_other_version(server: Server, binaries: Path) -> None:
    kept = (server.data / "PG_VERSION").read_text(encoding="ascii").strip()
    offered = major_version(binaries)
    if kept != str(offered):
        raise NoDatabase(
            f"The data in {server.data} is of PostgreSQL {kept}, the programs are {offered}. "
            "Set PACE_PG_BIN to the old programs, or move the folder away to begin afresh."
        )
