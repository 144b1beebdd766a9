"""One server on one data folder, reached by a private socket."""

import hmac
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

SUPERUSER = "pace"
PORT = 5432
# A socket's whole path may hold 107 bytes; PostgreSQL adds "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True, slots=True)
class Server:
    """A home folder: the cluster, its secret, its log, and the locks of those who use it."""

    home: Path
    throw_away: bool = False

    @property
    def data(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret"

    def password(self, role: str) -> str:
        """The superuser's is the secret; the others' are made from it and do not tell it."""
        secret = self.secret_file.read_text(encoding="ascii").strip()
        if role == SUPERUSER:
            return secret
        return hmac.new(secret.encode(), role.encode(), "sha256").hexdigest()

    @property
    def socket_folder(self) -> Path:
        """Where the running server listens, as its starter wrote it down."""
        return Path((self.home / "socket").read_text(encoding="utf-8"))

    def new_socket_folder(self) -> Path:
        """A short 0700 folder that nobody could have prepared for us, written down."""
        self.remove_socket_folder()
        folder = tempfile.mkdtemp(prefix="pace-")
        if len(folder.encode()) > LONGEST_SOCKET_FOLDER:
            Path(folder).rmdir()
            folder = tempfile.mkdtemp(prefix="pace-", dir="/tmp")
        (self.home / "socket").write_text(folder, encoding="utf-8")
        return Path(folder)

    def remove_socket_folder(self) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self.socket_folder, ignore_errors=True)
            (self.home / "socket").unlink()

    def url(self, role: str, database: str = "pace") -> str:
        host = str(self.socket_folder).replace("/", "%2F")
        return f"postgresql://{role}:{self.password(role)}@{host}/{database}"

    def connect(self, *, database: str = "postgres") -> Any:
        """As the superuser, committing each statement."""
        connection = psycopg2.connect(
            host=str(self.socket_folder),
            port=PORT,
            user=SUPERUSER,
            password=self.password(SUPERUSER),
            dbname=database,
            connect_timeout=5,
        )
        connection.autocommit = True
        return connection

    def is_answering(self) -> bool:
        """Asked by connecting: after a kill, process lists and pid files tell old tales."""
        try:
            self.connect().close()
        except (psycopg2.OperationalError, FileNotFoundError):
            return False
        return True
