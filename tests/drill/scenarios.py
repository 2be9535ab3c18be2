"""What goes wrong in the drill, one scenario for each row of its table.

Each is a generator. It breaks something while a mailing is being sent, and yields when that works
again. The drill waits until the mailing is over, then lets the generator restore everything.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.drill import mailings, network, programs
from tests.drill.deployment import PATIENCE, Deployment
from tests.drill.mail_server import NEW_TEMPLATE
from tests.drill.website import Website
from tests.processes import wait_until

# How far a clock may be wrong, in seconds.
TEN_MINUTES = 600
EMAIL_TIMEOUT = 20
VISITOR = "visitor@readers.example"
# It extends the one that comes with the package.
TEMPLATE = "wagtail_therapy/newsletter/emails/post.html"
CHANGED = f"""
{{% extends "{TEMPLATE}" %}}
{{% block main %}}{{{{ block.super }}}}<p>{NEW_TEMPLATE}</p>{{% endblock %}}
"""
STATE_OF_LAST = "SELECT state FROM wagtail_therapy_newsletter_mailing ORDER BY id DESC LIMIT 1"

Drill = Callable[[Deployment], Iterator[None]]


def nothing(deployment: Deployment) -> Iterator[None]:
    deployment.mail()
    yield


def cut_off(server: str, seconds: float) -> Drill:
    """Return a row in which the worker that sends cannot reach a server for so long."""

    def drill(deployment: Deployment) -> Iterator[None]:
        host = deployment.mail().host
        network.cut(host, server)
        time.sleep(seconds)
        network.heal(host, server)
        deployment.note_whole()
        yield

    return drill


def servers_restarted(deployment: Deployment) -> Iterator[None]:
    """Restart what all others need. Afterwards a visitor signs up, and gets an email."""
    website = Website(deployment.folder, deployment.practice.site.hostname)
    servers = [website.nginx, deployment.redis, deployment.postgresql]
    try:
        deployment.mail()
        for server in servers:
            server.stop()
        time.sleep(15)
        for server in servers:
            server.start()
        deployment.note_whole()
        wait_until(lambda: website.sign_up(VISITOR), seconds=PATIENCE)
        wait_until(lambda: deployment.mail_server.has_mailed(VISITOR), seconds=PATIENCE)
        yield
    finally:
        website.stop()


def worker_killed(deployment: Deployment) -> Iterator[None]:
    worker = deployment.mail()
    worker.kill()
    # As systemd does with Restart=always.
    worker.start()
    worker.wait()
    deployment.note_whole()
    yield


def deploy(deployment: Deployment) -> Iterator[None]:
    """End all, and start it with another template of the email and six workers instead of two.

    The mailing keeps the template that it began with. The next one has the new one.
    """
    template = deployment.folder / "templates" / TEMPLATE
    template.parent.mkdir(parents=True)
    deployment.mail()
    deployment.end()
    if len(deployment.accepted()) == deployment.readers:
        raise RuntimeError("the mailing was over before the deploy")
    template.write_text(CHANGED)
    deployment.start(processes=3)
    deployment.note_whole()
    yield
    templates = [deployment.mail_server.templates(deployment.title)]
    deployment.title += ", the next mailing"
    deployment.publish()
    mailings.wait_until_over(deployment.mailing, PATIENCE)
    templates.append(deployment.mail_server.templates(deployment.title))
    if templates != [{"old"}, {"new"}]:
        raise RuntimeError(f"the two mailings have mixed templates: {templates}")
    template.unlink()
    deployment.end()
    deployment.start()


def two_beats(deployment: Deployment) -> Iterator[None]:
    second = programs.beat("b", deployment.folder)
    second.start()
    try:
        deployment.mail()
        yield
    finally:
        second.kill()


def cron_and_celery(deployment: Deployment) -> Iterator[None]:
    lines = [programs.cron(host, deployment.folder) for host in deployment.workers]
    deployment.mail()
    for line in lines:
        line.start()
    try:
        yield
    finally:
        for line in lines:
            line.end()


def clock_wrong(by: float) -> Drill:
    """Return a row in which the clock of one of the two workers is wrong by so many seconds."""

    def drill(deployment: Deployment) -> Iterator[None]:
        worker = deployment.workers["a"]
        worker.restart(clock=by)
        try:
            deployment.mail()
            yield
        finally:
            worker.restart()

    return drill


def restored_copy(deployment: Deployment) -> Iterator[None]:
    """Restore a backup elsewhere, with the same settings, and let cron's line run there."""
    deployment.end()
    deployment.publish()
    # No worker has touched the mailing yet, so it is due there at once.
    deployment.postgresql.copy_to("copy")
    deployment.start()
    elsewhere = deployment.folder / "copy"
    elsewhere.mkdir()
    line = programs.cron("b", elsewhere, DRILL_DATABASE="copy")
    line.start()
    line.process.wait()
    deployment.note_whole()
    if deployment.postgresql.run("psql", "-At", "-c", STATE_OF_LAST, "copy") == "held":
        raise RuntimeError("in the copy nothing has looked at the mailing")
    yield


@dataclass(frozen=True)
class Scenario:
    title: str
    drill: Drill
    # How many seconds it may wait for a good reason.
    grace: float = 0


SCENARIOS = [
    Scenario("nothing", nothing),
    Scenario("worker cut off from the database, 30 s", cut_off("database", 30)),
    Scenario("worker cut off from Redis, 40 s", cut_off("redis", 40)),
    Scenario("worker cut off from the mail server, 30 s", cut_off("mail", 30), EMAIL_TIMEOUT),
    Scenario("PostgreSQL (immediate), Redis and nginx restarted, 15 s", servers_restarted),
    Scenario("worker killed", worker_killed),
    Scenario("deploy: all ended, another template, six workers", deploy),
    Scenario("two beats", two_beats),
    Scenario("cron twice, and Celery", cron_and_celery),
    Scenario("a worker's clock ten minutes ahead", clock_wrong(TEN_MINUTES)),
    Scenario("a worker's clock ten minutes behind", clock_wrong(-TEN_MINUTES)),
    Scenario("a restored copy with the same settings", restored_copy),
]
