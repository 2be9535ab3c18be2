"""What happens to the practice, row by row.

Each is a generator. It breaks something while a mailing is on its way, and yields when that is
whole again; then it is waited until the mailing is over. Afterwards it leaves all as it was.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.drill import mailings, network, programs
from tests.drill.mail_server import NEW_TEMPLATE
from tests.drill.website import Website
from tests.drill.world import PATIENCE, World
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

Drill = Callable[[World], Iterator[None]]


def nothing(world: World) -> Iterator[None]:
    world.mail()
    yield


def cut_off(server: str, seconds: float) -> Drill:
    """Return a row in which the worker that sends cannot reach a server for so long."""

    def drill(world: World) -> Iterator[None]:
        host = world.mail().host
        network.cut(host, server)
        time.sleep(seconds)
        network.heal(host, server)
        world.note_whole()
        yield

    return drill


def servers_restarted(world: World) -> Iterator[None]:
    """Restart what all others need. Afterwards a visitor signs up, and gets an email."""
    website = Website(world.folder, world.practice.site.hostname)
    servers = [website.nginx, world.redis, world.postgresql]
    try:
        world.mail()
        for server in servers:
            server.stop()
        time.sleep(15)
        for server in servers:
            server.start()
        world.note_whole()
        wait_until(lambda: website.sign_up(VISITOR), seconds=PATIENCE)
        wait_until(lambda: world.mail_server.has_mailed(VISITOR), seconds=PATIENCE)
        yield
    finally:
        website.stop()


def worker_killed(world: World) -> Iterator[None]:
    worker = world.mail()
    worker.kill()
    # As systemd does with Restart=always.
    worker.start()
    worker.wait()
    world.note_whole()
    yield


def deploy(world: World) -> Iterator[None]:
    """End all, and start it with another template of the email and six workers instead of two.

    The mailing keeps the template that it began with. The next one has the new one.
    """
    template = world.folder / "templates" / TEMPLATE
    template.parent.mkdir(parents=True)
    world.mail()
    world.end()
    if len(world.accepted()) == world.readers:
        raise RuntimeError("the mailing was over before the deploy")
    template.write_text(CHANGED)
    world.start(processes=3)
    world.note_whole()
    yield
    templates = [world.mail_server.templates(world.title)]
    world.title += ", the next mailing"
    world.publish()
    mailings.wait_until_over(world.mailing, PATIENCE)
    templates.append(world.mail_server.templates(world.title))
    if templates != [{"old"}, {"new"}]:
        raise RuntimeError(f"the two mailings have mixed templates: {templates}")
    template.unlink()
    world.end()
    world.start()


def two_beats(world: World) -> Iterator[None]:
    second = programs.beat("b", world.folder)
    second.start()
    try:
        world.mail()
        yield
    finally:
        second.kill()


def cron_and_celery(world: World) -> Iterator[None]:
    lines = [programs.cron(host, world.folder) for host in world.workers]
    world.mail()
    for line in lines:
        line.start()
    try:
        yield
    finally:
        for line in lines:
            line.end()


def clock_wrong(by: float) -> Drill:
    """Return a row in which the clock of one of the two workers is wrong by so many seconds."""

    def drill(world: World) -> Iterator[None]:
        worker = world.workers["a"]
        worker.restart(clock=by)
        try:
            world.mail()
            yield
        finally:
            worker.restart()

    return drill


def restored_copy(world: World) -> Iterator[None]:
    """Restore a backup elsewhere, with the same settings, and let cron's line run there."""
    world.end()
    world.publish()
    # No worker has touched the mailing yet, so it is due there at once.
    world.postgresql.copy_to("copy")
    world.start()
    elsewhere = world.folder / "copy"
    elsewhere.mkdir()
    line = programs.cron("b", elsewhere, DRILL_DATABASE="copy")
    line.start()
    line.process.wait()
    world.note_whole()
    if world.postgresql.run("psql", "-At", "-c", STATE_OF_LAST, "copy") == "held":
        raise RuntimeError("in the copy nothing has looked at the mailing")
    yield


@dataclass(frozen=True)
class Named:
    title: str
    drill: Drill
    # For what it waits with reason.
    grace: float = 0


ROWS = [
    Named("nothing", nothing),
    Named("worker cut off from the database, 30 s", cut_off("database", 30)),
    Named("worker cut off from Redis, 40 s", cut_off("redis", 40)),
    Named("worker cut off from the mail server, 30 s", cut_off("mail", 30), EMAIL_TIMEOUT),
    Named("PostgreSQL (immediate), Redis and nginx restarted, 15 s", servers_restarted),
    Named("worker killed", worker_killed),
    Named("deploy: all ended, another template, six workers", deploy),
    Named("two beats", two_beats),
    Named("cron twice, and Celery", cron_and_celery),
    Named("a worker's clock ten minutes ahead", clock_wrong(TEN_MINUTES)),
    Named("a worker's clock ten minutes behind", clock_wrong(-TEN_MINUTES)),
    Named("a restored copy with the same settings", restored_copy),
]
