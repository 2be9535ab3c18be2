import gc

import pytest

from tests.pages import rows
from wagtail_therapy.content.pictures import due


class Worker:
    """Takes no pictures by itself. Each call that would wake it is counted."""

    def __init__(self):
        self.woken = 0
        self.is_at_work = True

    def wake(self):
        self.woken += 1


@pytest.fixture(autouse=True)
def no_files_left_open():
    """A file that can't be made leaves an open one in a cycle, which another test would find."""
    yield
    gc.collect()


@pytest.fixture
def worker():
    """A worker for pictures that was seen lately."""
    one = Worker()
    due.register_worker(lambda: one.is_at_work, one.wake)
    yield one
    due._workers.pop()


@pytest.fixture
def no_worker(monkeypatch):
    """A site without the newsletter, whose worker makes pictures."""
    monkeypatch.setattr(due, "_workers", [])


@pytest.fixture
def image(site):
    return rows.image()


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def post(blog, image, worker):
    return rows.post(blog, rows.author(), lead_image=image)
