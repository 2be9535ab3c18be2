import os
from contextlib import ExitStack

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.utils import translation
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests import browser, forked_processes, processes, search_indexing
from tests.databases import (  # noqa: F401 -- pytest finds fixtures and hooks by their names
    django_db_setup,
    pytest_runtest_teardown,
    pytest_runtestloop,
)
from tests.mail_settings import smtp_settings
from tests.public_pages import PublicPages
from tests.real_services import NO_REDIS
from tests.run_report import (  # noqa: F401 -- pytest finds hooks by their names
    pytest_sessionstart,
    pytest_terminal_summary,
)
from tests.site_folders import (  # noqa: F401 -- pytest finds fixtures by their names
    new_site,
    wagtail_tables,
    wheel,
)
from tests.sites import add_site
from tests.snapshots import Snapshots, forgotten_afterwards
from tests.worlds import make_once  # noqa: F401 -- pytest finds fixtures by their names
from tests.xdist_scheduling import (  # noqa: F401 -- pytest finds hooks by their names
    in_turns,
    pytest_collection_finish,
    pytest_make_parametrize_id,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)
from wagtail_therapy.newsletter import clock


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def shared_clock(request, monkeypatch):
    """The database is taken to have this host's clock, so that a test may travel in time."""
    monkeypatch.setattr(clock, "_difference", clock.ClockOffset())
    if "separate_clocks" not in request.fixturenames:
        monkeypatch.setattr(clock, "measure", lambda: 0.0)


@pytest.fixture
def separate_clocks(db):
    """The host and the database have a clock each, and only that of the host is moved."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has the clock of this host")


@pytest.fixture(autouse=True)
def reset_language():
    """A request leaves its language active in the thread, and the next test is not asked in it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def search_signals_off():
    """Without AUTO_UPDATE Wagtail still reads each row that it has saved, and indexes nothing."""
    search_indexing.disconnect()


@pytest.fixture(autouse=True)
def pages_without_indexes(request, settings):
    """Save pages without the indexes of Wagtail that the test does not ask for."""
    with ExitStack() as saving:
        if "search_index" in request.fixturenames:
            saving.enter_context(search_indexing.indexed())
        else:
            backend = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
            settings.WAGTAILSEARCH_BACKENDS = {"default": backend}
        if "reference_index" not in request.fixturenames:
            saving.enter_context(disable_reference_index_auto_update())
        yield


@pytest.fixture
def search_index():
    """What is saved is found by Wagtail's search."""


@pytest.fixture
def reference_index():
    """Wagtail knows what refers to what, as it does on a site."""


@pytest.fixture
def site(db) -> Site:
    """A site with a home page."""
    return add_site("testserver")


@pytest.fixture
def live_site(live_server, site):
    """``site`` served by a real web server; absolute links lead there."""
    site.hostname, _, port = live_server.url.removeprefix("http://").partition(":")
    site.port = int(port)
    site.save()
    return site


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor@host.example", "known to everybody")


@pytest.fixture
def editor_client(editor) -> Client:
    """A client that is logged in to Wagtail's admin and may do everything there."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture(scope="session")
def public_page_snapshots(request, django_db_blocker, tmp_path_factory) -> Snapshots:
    request.getfixturevalue("django_db_setup")
    snapshots = Snapshots(tmp_path_factory.mktemp("house"))
    with django_db_blocker.unblock(), forgotten_afterwards(snapshots.media_root):
        snapshots.take(PublicPages(add_site("localhost")).visits)
    return snapshots


@pytest.fixture
def snapshots(db, public_page_snapshots) -> Snapshots:
    """Every page that a visitor may see of ours, in each of its states, visited once for all tests.

    Mark a test that asks for it with ``pytest.mark.xdist_group("snapshots")``.
    """
    return public_page_snapshots


@pytest.fixture(scope="session")
def smtp_server_process(tmp_path_factory):
    server = processes.SmtpServer(tmp_path_factory.mktemp("smtp"))
    yield server
    server.stop()


@pytest.fixture
def smtp_server(smtp_server_process, settings):
    """A mail server in its own process; Django here and in ``celery_worker_process`` sends to it.

    ``.messages()`` and ``.recipients()`` tell what it accepted, ``.rules(...)`` how it answers.
    """
    for name, value in smtp_settings("127.0.0.1", smtp_server_process.port).items():
        setattr(settings, name, value)
    smtp_server_process.rules()
    smtp_server_process.clear()
    return smtp_server_process


@pytest.fixture(scope="session")
def fork_server_process(django_db_setup, tmp_path_factory):  # noqa: F811 -- pytest hands it over
    fork_server = forked_processes.ForkServer(
        tmp_path_factory.mktemp("fork_server") / "fork_server.log"
    )
    yield fork_server
    fork_server.stop()


@pytest.fixture
def fork_server(transactional_db, fork_server_process):
    """Starts processes on the tests' database with Django loaded; see ``forked_processes``."""
    yield fork_server_process
    fork_server_process.kill_all()


@pytest.fixture
def celery_worker_process(fork_server, smtp_server, tmp_path):
    """A Celery worker that is not started yet: ``.start()``, ``.kill()``, ``.stop()``, ``.log``."""
    assert "REDIS_URL" in os.environ, NO_REDIS
    processes.purge_queues()
    worker = processes.CeleryWorkerProcess(
        fork_server, tmp_path, processes.smtp_environ(smtp_server)
    )
    yield worker
    worker.kill()
    processes.purge_queues()


@pytest.fixture(scope="session")
def chromium():
    with browser.chromium() as chromium:
        yield chromium


@pytest.fixture
def keeps_browser_cache():
    """Whether the browser keeps scripts and styles for the next test: override it where many do."""
    return False


@pytest.fixture
def chromium_window(chromium, monkeypatch, keeps_browser_cache):
    """A page of a real Chromium and a list of what it asked other hosts for."""
    # Playwright's synchronous API runs an event loop in this thread, which Django takes for async.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium.window(keeps_browser_cache) as window:
        yield window
        # Under a running loop Django gives this thread other connections, which only we can close.
        connections.close_all()


@pytest.fixture
def chromium_page(chromium_window):
    """A page of a real Chromium. The test fails when it asks for anything from another host."""
    page, offsite = chromium_window
    yield page
    assert offsite == []


def pytest_collection_modifyitems(items):
    items[:] = in_turns(items)
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and browser.chromium_path() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))
