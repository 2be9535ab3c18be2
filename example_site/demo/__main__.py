"""``python -m example_site.demo``: the whole example site under one parent process."""

import signal
import sys
import time
import urllib.error
import urllib.request

from example_site.demo import programs
from example_site.demo.children import Child, Children, wait_until
from example_site.demo.place import REPOSITORY, Place, StartError

READY = """
Willowmere Talking Therapies is ready. That took {seconds:.1f} s.

    Site      {url}/
    Admin     {url}/admin/     editor / editor-demo   (a therapist who writes)
                               admin / admin-demo     (who may do everything)
    Mailbox   {url}/mailbox/   every mail that the site sends

Its database, pictures, mails and logs are in {directory}
Ctrl-C ends it.
"""


class Demo:
    def __init__(self, place: Place):
        self.place = place
        self.children = Children(place.environment(), REPOSITORY)
        self.stop_signal = 0

    def run(self) -> int:
        """Start everything, wait for an end, end everything; return the exit code."""
        started = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        try:
            if not self.start():
                return self.failure()
            seconds = time.monotonic() - started
            say(READY.format(seconds=seconds, url=self.place.url, directory=self.place.directory))
            self.wait_for_the_end()
            return self.failure()
        finally:
            self.children.end_all()
            self.place.clean_up()
            say("Everything has ended.")

    def ask_to_stop(self, number, frame) -> None:
        self.stop_signal = number

    def start(self) -> bool:
        """Start the processes; False when one of them died or someone asked to stop."""
        if not self.place.redis_url:
            self.start_child("redis", programs.redis(self.place))
        return self.prepare() and self.start_site()

    def prepare(self) -> bool:
        say("Preparing the database ...")
        preparation = self.start_child("preparation", programs.preparation())
        if not wait_until(self.is_over, seconds=300, given_up=self.is_asked_to_stop):
            return False
        if preparation.process.poll() != 0:
            return False
        self.children.running.remove(preparation)
        return True

    def start_site(self) -> bool:
        say("Starting the web server, the Celery worker and Celery beat ...")
        self.start_child("web", programs.web(self.place))
        self.start_child("worker", programs.worker())
        if not wait_until(self.answers, seconds=120, given_up=self.is_over):
            return False
        # Only now: three processes that start at once on two cores keep the person waiting longer.
        self.start_child("beat", programs.beat())
        return True

    def start_child(self, name: str, command: list[str]) -> Child:
        return self.children.start(name, command, self.place.log(name))

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.place.port}/", timeout=30) as page:
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def wait_for_the_end(self) -> None:
        while not self.is_over():
            time.sleep(0.2)

    def is_asked_to_stop(self) -> bool:
        return bool(self.stop_signal)

    def is_over(self) -> bool:
        return self.is_asked_to_stop() or self.children.first_dead() is not None

    def failure(self) -> int:
        """Return 0 when a person ended the demo; else say which process died."""
        if self.stop_signal:
            return 0
        dead = self.children.first_dead()
        say(dead.obituary() if dead else "The site did not answer in time; see the logs.")
        return 1


def say(text: str) -> None:
    print(text, flush=True)


def main() -> int:
    try:
        place = Place.from_environment()
        with place.lock():
            place.check_port()
            return Demo(place).run()
    except StartError as problem:
        say(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main())
