"""The servers of a practice, each at its own address: PostgreSQL, Redis and a mail server."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests import real_parts
from tests.drill.network import SERVERS
from tests.processes import ROOT, wait_until

PASSWORD = "known to everybody"
SMTP_PORT = 2525
POSTGRESQL_PORT = 5432
REDIS_PORT = 6379

ENVIRON = {
    "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
    "DATABASE_URL": f"postgres://postgres:{PASSWORD.replace(' ', '%20')}@{SERVERS['database']}",
    "REDIS_URL": f"redis://:{PASSWORD.replace(' ', '%20')}@{SERVERS['redis']}:{REDIS_PORT}/0",
    "SMTP_SERVER": f"{SERVERS['mail']}:{SMTP_PORT}",
}


class Server:
    """A process that listens, and comes back as it was when it is started again."""

    address: str
    port: int

    def __init__(self, folder: Path):
        self.folder = folder
        self.log = (folder / f"{type(self).__name__}.log").open("a")
        self.start()

    def command(self) -> list:
        raise NotImplementedError

    def start(self) -> None:
        self.process = subprocess.Popen(
            list(map(str, self.command())),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        wait_until(self._answers, seconds=60)

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.log.name}:\n{Path(self.log.name).read_text()}")
        try:
            socket.create_connection((self.address, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self, by: int = signal.SIGTERM) -> None:
        os.killpg(self.process.pid, by)
        self.process.wait()


class PostgreSQL(Server):
    """Durable as it comes, with a password."""

    address, port = SERVERS["database"], POSTGRESQL_PORT

    def __init__(self, folder: Path):
        package = real_parts.pgserver(folder)
        server = package.get_server(folder / "data", start=False)
        server.ensure_pgdata_inited()
        with (folder / "data/pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.77.0.0/16 scram-sha-256\n")
        self.user, self.programs = server.system_user, server.bin_path
        super().__init__(folder)
        self.run("psql", "-c", f"ALTER USER postgres PASSWORD '{PASSWORD}'")
        self.run("createdb", "drill")

    def command(self):
        # It refuses to be run by root.
        as_user = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups"]
        data = self.folder / "data"
        listen = ["-D", data, "-h", self.address, "-p", self.port, "-k", data]
        return [*as_user, self.programs / "postgres", *listen]

    def _answers(self):
        """It listens before it has recovered."""
        ready = [self.programs / "pg_isready", "-q", "-h", self.address]
        return super()._answers() and not subprocess.call(ready)

    def stop(self, by: int = signal.SIGQUIT) -> None:
        """Stop without a word to anybody ("immediate"); the next start recovers."""
        self.process.send_signal(by)
        self.process.wait()

    def copy_to(self, name: str) -> None:
        """Restore a backup of this moment as another database."""
        self.run("createdb", name)
        dump = self.folder / "dump.sql"
        self.run("pg_dump", "-f", dump, "drill")
        self.run("psql", "-q", "-f", dump, name)

    def run(self, program: str, *arguments) -> str:
        """Run a client of PostgreSQL's, and return what it says."""
        place = ["-h", self.folder / "data", "-U", "postgres"]
        command = [self.programs / program, *place, *arguments]
        done = subprocess.run(
            list(map(str, command)), check=True, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        return done.stdout.strip()


class Redis(Server):
    """Keeps nothing: the database is the ledger of the mail."""

    address, port = SERVERS["redis"], REDIS_PORT

    def command(self):
        listen = ["--bind", self.address, "--port", self.port, "--requirepass", PASSWORD]
        return [real_parts.redis_executable(), *listen, *real_parts.REDIS_OPTIONS]


class MailServer(Server):
    address, port = SERVERS["mail"], SMTP_PORT

    def command(self):
        module = [sys.executable, "-m", "tests.drill.mail_server"]
        return [*module, self.folder, self.address, self.port]

    def accepted(self, subject: str) -> list[str]:
        """Return who got the mail of this subject, with repeats."""
        # A line still being written has no newline yet.
        lines = (self.folder / "accepted").read_text().split("\n")[:-1]
        pairs = [line.split("\t") for line in lines]
        return [recipient for found, recipient in pairs if found == subject]
