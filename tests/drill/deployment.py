"""A practice in production, to break something of."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from tests.drill import mailings, network, programs
from tests.drill.celery_app import app
from tests.drill.servers import MailServer, PostgreSQL, Redis
from tests.processes import wait_until

# Beyond this nothing is waited for.
PATIENCE = 60


@dataclass
class Deployment:
    folder: Path
    readers: int
    postgresql: PostgreSQL
    redis: Redis
    mail_server: MailServer
    practice: mailings.Practice | None = None
    workers: dict[str, programs.Worker] = field(init=False)
    beat: programs.Program = field(init=False)
    # Of the row that is running.
    title: str = ""
    mailing: mailings.Mailing | None = None
    whole_since: float = 0

    def __post_init__(self):
        self.workers = {host: programs.Worker(host, self.folder) for host in network.WORKERS}
        self.beat = programs.beat("servers", self.folder)

    @property
    def all_programs(self) -> list[programs.Program]:
        return [*self.workers.values(), self.beat]

    def start(self, processes: int = 1) -> None:
        """Start beat, and on each host a worker with so many processes."""
        for worker in self.workers.values():
            worker.start(processes=processes)
        self.beat.start()
        for worker in self.workers.values():
            worker.wait()

    def end(self) -> None:
        """Tell all to end, then wait for each, as a deploy does."""
        for program in self.all_programs:
            program.process.terminate()
        for program in self.all_programs:
            program.end()

    def note_whole(self) -> None:
        """Note that from now on nothing is broken."""
        self.whole_since = time.monotonic()

    def is_well(self) -> bool:
        """Whether all that should run does."""
        return all(program.process.poll() is None for program in self.all_programs)

    def start_again(self) -> None:
        """Begin with nothing that an unfinished row has left."""
        for program in self.all_programs:
            program.kill()
        with app.connection_for_write() as broker:
            app.control.purge(connection=broker)
        mailings.forget_all()
        self.start()

    def publish(self) -> None:
        """Publish a post that is mailed at once."""
        connection.close()
        self.mailing = self.practice.publish(self.title)
        self.note_whole()

    def mail(self) -> programs.Worker:
        """Publish a post; return the worker that sends once a tenth of the readers have it."""
        self.publish()
        # The sweep adds a lost task again.
        wait_until(lambda: len(self.accepted()) > self.readers / 10, seconds=90)
        return self.worker_that_sends()

    def accepted(self) -> list[str]:
        return self.mail_server.accepted(self.title)

    def worker_that_sends(self) -> programs.Worker:
        at = self.mail_server.address, self.mail_server.port
        hosts = wait_until(lambda: network.hosts_connected_to(*at), seconds=10)
        return self.workers[hosts[0]]
