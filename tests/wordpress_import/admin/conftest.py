"""A blog, and a person who may import to it."""

import pytest
from wagtail.models import Collection

from tests.newsletter import editors
from tests.wordpress_import.admin.import_pages import PUBLISH, blog_on, may_add_files


@pytest.fixture
def blog(site):
    return blog_on(site)


@pytest.fixture
def writer(site, blog):
    """A person who may publish on the blog, and make new authors, but add no files."""
    return editors.member(site, *PUBLISH, model_permissions=["add_author"])


@pytest.fixture
def client(writer):
    """The same person, who may also add images and documents."""
    may_add_files(Collection.get_first_root_node())
    return writer
