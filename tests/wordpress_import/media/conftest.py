import pytest

from tests.wordpress_import.media.file_server import BASE, running_server
from tests.wordpress_import.media.old_files import KNOWN
from wagtail_therapy.wordpress_import.media.fetching import Fetcher
from wagtail_therapy.wordpress_import.media.hosts import Hosts
from wagtail_therapy.wordpress_import.media.library import Library
from wagtail_therapy.wordpress_import.models import OldSite


@pytest.fixture
def old_server():
    with running_server() as server:
        yield server


@pytest.fixture
def old_site(site):
    return OldSite.objects.create(site=site, base_url=BASE)


@pytest.fixture
def library(old_site, old_server):
    """Return a library whose files come from the server."""

    def make(attachments=KNOWN, *, others=False):
        fetcher = Fetcher(Hosts(BASE, others=others), connect_to=old_server.connect_to)
        return Library(old_site, attachments, [fetcher])

    return make
