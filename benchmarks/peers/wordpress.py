"""WordPress with its own themes, from Debian's packages, with all its servers in a folder."""

import os
import subprocess
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import wordpress_servers as servers
from benchmarks.peers.django_sites import IN_FEED, ON_PAGE, QUERY, SOME_POSTS, TITLE
from benchmarks.peers.peer import Pages, Peer
from tests.real_services import free_port

HERE = Path(__file__).parent
THEMES = {"twentytwentyone": "Twenty Twenty-One", "twentytwentythree": "Twenty Twenty-Three"}
PAGES = {
    "post": Pages([f"/post-{number}/" for number in SOME_POSTS], TITLE),
    "index": Pages(["/"], TITLE, ON_PAGE),
    "category": Pages(["/category/category-1/"], TITLE, ON_PAGE),
    "search": Pages([f"/?s={QUERY}"], TITLE, ON_PAGE),
    "feed": Pages(["/feed/"], TITLE, IN_FEED),
}


@dataclass
class Site:
    """One WordPress: a theme, its database and its address."""

    theme: str
    folder: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        """What ``wordpress_config.php`` reads, at a command line and in a request."""
        return {
            "WORDPRESS_DATABASE": self.theme,
            "WORDPRESS_URL": f"http://localhost:{self.port}",
            "WORDPRESS_SOCKET": str(self.folder / "mariadb.sock"),
        }

    def run(self, script, *arguments) -> None:
        """Run a script of ours beside the web server.

        :raises CalledProcessError: it failed.
        """
        command = [servers.program("php"), str(HERE / script), str(self.folder / "site")]
        subprocess.run(
            [*command, *map(str, arguments)],
            env=os.environ | self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def let_an_hour_pass(self) -> None:
        self.run("wordpress_quiet_hour.php")


@contextmanager
def serving(folder, texts, themes):
    """Give a filled WordPress for each theme, as a site and as a peer."""
    sites = [Site(theme, folder, free_port()) for theme in themes]
    servers.copy_code(folder, HERE / "wordpress_config.php")
    with servers.mariadb(folder) as database:
        for site in sites:
            site.run("wordpress_install.php", site.theme)
            site.run("wordpress_fill.php", texts)
        with (
            servers.php(folder) as php,
            servers.nginx(folder, sites) as nginx,
            ExitStack() as stack,
        ):
            processes = [database, php, nginx]
            peers = [stack.enter_context(closing(_peer(site, processes))) for site in sites]
            for peer in peers:
                _warm_up(peer)
            yield list(zip(sites, peers, strict=True))


def _peer(site, processes) -> Peer:
    return Peer(
        f"WordPress, {THEMES[site.theme]}", site.port, f"localhost:{site.port}", processes, PAGES
    )


def _warm_up(peer) -> None:
    # What a new site does once: its next visitor would start it otherwise.
    peer.get("/wp-cron.php")
    time.sleep(1)
