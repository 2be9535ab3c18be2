"""Pages as Django gave them to a visitor, shown to a browser as often as tests like."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from wagtail.signal_handlers import disable_reference_index_auto_update

from wagtail_therapy.content import caching

ORIGIN = "http://localhost"


@dataclass(frozen=True)
class Snapshot:
    url: str
    html: str


@dataclass
class Snapshots:
    """By name, and in a folder the pictures and films that are on them."""

    media_root: Path
    taken: dict[str, Snapshot] = field(default_factory=dict)
    shown: WeakKeyDictionary = field(default_factory=WeakKeyDictionary)

    def take(self, visits) -> None:
        """Visit each page once, as a stranger to the site at ``localhost``."""
        for name, visit in visits.items():
            response = visit.response(Client(SERVER_NAME="localhost"))
            path, query = response.request["PATH_INFO"], response.request["QUERY_STRING"]
            url = f"{ORIGIN}{path}{query and '?'}{query}"
            self.taken[name] = Snapshot(url, response.content.decode())

    def show(self, page, name: str) -> None:
        """Open a snapshot in a page of a browser, at its address."""
        # One route for all: a picture of the page before may still be on its way.
        if page not in self.shown:
            page.route(f"{ORIGIN}/**", self._answer)
        self.shown[page] = self.taken[name]
        page.goto(self.taken[name].url)

    def _answer(self, route):
        snapshot = self.shown[route.request.frame.page]
        if route.request.is_navigation_request() and route.request.frame.parent_frame is None:
            route.fulfill(content_type="text/html; charset=utf-8", body=snapshot.html)
        elif file := self._file(urlsplit(route.request.url).path):
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    def _file(self, path: str) -> str | Path | None:
        if path.startswith(static := f"/{settings.STATIC_URL.strip('/')}/"):
            return finders.find(path.removeprefix(static))
        file = self.media_root / path.removeprefix(f"/{settings.MEDIA_URL.strip('/')}/")
        return file if file.is_file() else None


@contextmanager
def forgotten_afterwards(media_root: Path):
    """Let what is made here be gone afterwards, from the database and from what is kept."""
    with (
        override_settings(MEDIA_ROOT=media_root),
        disable_reference_index_auto_update(),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)
    cache.clear()
    caching.invalidate()
