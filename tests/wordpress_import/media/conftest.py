import pytest

from tests.wordpress_import.media.file_server import running_server


@pytest.fixture
def old_server():
    with running_server() as server:
        yield server
