"""The servers of a practice, each at an address of its own, and those of its website."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests import real_services
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

# Debian has it where only root looks.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CONFIGURATION = """
user root;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {address}:{port};
        location / {{
            proxy_pass http://{behind.address}:{behind.port};
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        }}
    }}
}}
"""


def missing() -> str:
    """Return which server is not installed here; "" when all are."""
    return "" if NGINX else "nginx is needed"


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
        package = real_services.pgserver(folder)
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
        """Stop without warning the clients ("immediate"); the next start recovers."""
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
        return [real_services.redis_executable(), *listen, *real_services.REDIS_OPTIONS]


class MailServer(Server):
    address, port = SERVERS["mail"], SMTP_PORT

    def command(self):
        module = [sys.executable, "-m", "tests.drill.mail_server"]
        return [*module, self.folder, self.address, self.port]

    def accepted(self, subject: str) -> list[str]:
        """Return who got the mail of this subject, with repeats."""
        return [recipient for found, recipient, _template in self._lines() if found == subject]

    def templates(self, subject: str) -> set[str]:
        """Return from which templates the mails of this subject were made."""
        return {template for found, _recipient, template in self._lines() if found == subject}

    def has_mailed(self, address: str) -> bool:
        return any(recipient == address for _subject, recipient, _template in self._lines())

    def _lines(self):
        # A line still being written has no newline yet.
        lines = (self.folder / "accepted").read_text().split("\n")[:-1]
        return [line.split("\t") for line in lines]


class Gunicorn(Server):
    address, port = "127.0.0.1", 8000

    def command(self):
        return [
            *(sys.executable, "-m", "gunicorn", "django.core.wsgi:get_wsgi_application()"),
            *("--workers", "2", "--threads", "4", "--no-control-socket"),
            *("--bind", f"{self.address}:{self.port}"),
        ]


class Nginx(Server):
    address, port = "127.0.0.1", 8080

    def command(self):
        file = self.folder / "nginx.conf"
        values = {"folder": self.folder, "address": self.address, "port": self.port}
        file.write_text(CONFIGURATION.format(behind=Gunicorn, **values))
        place = ["-p", self.folder, "-c", file, "-e", self.folder / "nginx.log"]
        return [NGINX, *place, "-g", "daemon off;"]
