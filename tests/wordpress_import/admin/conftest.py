"""A blog, and a person who may import to it."""

import pytest

from tests.newsletter import editors
from tests.wordpress_import.admin.import_pages import PUBLISH, blog_on


@pytest.fixture
def blog(site):
    return blog_on(site)


@pytest.fixture
def client(site, blog):
    """A person who may publish on the blog, and make new authors."""
    return editors.member(site, *PUBLISH, model_permissions=["add_author"])
