"""``python -m example_site.demo``: the whole example site under one parent process."""

import re
import signal
import sys
import time
import urllib.error
import urllib.request

from example_site.demo import commands
from example_site.demo.config import REPOSITORY, DemoConfig, StartError
from example_site.demo.processes import ChildProcess, ChildProcesses, wait_until

SWEPT = re.compile(r"wagtail_therapy\.newsletter\.sweep\[\S+ succeeded")
READY = """
Willowmere Talking Therapies is ready. That took {seconds:.1f} s.

    Site      {url}/
    Admin     {url}/admin/     editor / editor-demo   (a therapist who writes)
                               admin / admin-demo     (who may do everything)
    Mailbox   {url}/mailbox/   every email that the site sends

Its database, pictures, emails and logs are in {directory}
Press Ctrl-C to stop it.
"""


class Demo:
    def __init__(self, config: DemoConfig):
        self.config = config
        self.processes = ChildProcesses(config.environment(), REPOSITORY)
        self.stop_signal = 0

    def run(self) -> int:
        """Start everything, wait, stop everything, and return the exit code."""
        started = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        try:
            if not self.start():
                return self.failure()
            seconds = time.monotonic() - started
            say(READY.format(seconds=seconds, url=self.config.url, directory=self.config.directory))
            self.wait_for_the_end()
            return self.failure()
        finally:
            self.processes.end_all()
            self.config.clean_up()
            say("Everything has ended.")

    def ask_to_stop(self, number, frame) -> None:
        self.stop_signal = number

    def start(self) -> bool:
        """Start the processes; False if one of them died or was told to stop."""
        if not self.config.redis_url:
            self.start_child("redis", commands.redis(self.config))
        return self.prepare() and self.start_site()

    def prepare(self) -> bool:
        say("Preparing the database ...")
        preparation = self.start_child("preparation", commands.preparation())
        if not wait_until(self.is_over, seconds=300, given_up=self.is_asked_to_stop):
            return False
        if preparation.process.poll() != 0:
            return False
        self.processes.running.remove(preparation)
        return True

    def start_site(self) -> bool:
        say("Starting the web server, the Celery worker and Celery beat ...")
        self.start_child("web", commands.web(self.config))
        worker = self.start_child("worker", commands.worker())
        if not wait_until(self.answers, seconds=120, given_up=self.is_over):
            return False
        # Only now, because three processes that start at once on two cores take longer.
        self.start_child("beat", commands.beat())
        # Until then the dashboard says, rightly, that no email is being sent.
        return wait_until(lambda: has_swept(worker), seconds=120, given_up=self.is_over)

    def start_child(self, name: str, command: list[str]) -> ChildProcess:
        return self.processes.start(name, command, self.config.log(name))

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.config.port}/", timeout=30
            ) as page:
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def wait_for_the_end(self) -> None:
        while not self.is_over():
            time.sleep(0.2)

    def is_asked_to_stop(self) -> bool:
        return bool(self.stop_signal)

    def is_over(self) -> bool:
        return self.is_asked_to_stop() or self.processes.first_dead() is not None

    def failure(self) -> int:
        """Return 0 if a person stopped the demo; otherwise print which process died."""
        if self.stop_signal:
            return 0
        dead = self.processes.first_dead()
        silent = "The site or its worker didn't answer in time. See the logs."
        say(dead.exit_report() if dead else silent)
        return 1


def has_swept(worker: ChildProcess) -> bool:
    """Whether beat and the worker have looked for emails to send."""
    return bool(SWEPT.search(worker.log.read_text(errors="replace")))


def say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    try:
        config = DemoConfig.from_environment()
        with config.lock():
            config.check_port()
            return Demo(config).run()
    except StartError as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main())
