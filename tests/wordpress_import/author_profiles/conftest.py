import pytest

from tests.wordpress_import.author_profiles.people import lead_to
from tests.wordpress_import.blogs import add_blog
from tests.wordpress_import.media.file_server import running_server


@pytest.fixture
def blog(site):
    return add_blog(site)


@pytest.fixture
def old_server(monkeypatch):
    with running_server() as server:
        lead_to(server, monkeypatch)
        yield server
