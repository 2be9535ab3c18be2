"""Wagtail's search index, which hardly any test needs and each row that is saved pays for."""

from contextlib import contextmanager

from django.db.models.signals import post_save
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import post_save_signal_handler


@contextmanager
def indexed():
    """Let what is saved in here be indexed."""
    for model in get_indexed_models():
        post_save.connect(post_save_signal_handler, sender=model)
    yield
    disconnect()


def disconnect() -> None:
    """From now on what is saved is not indexed, nor read once more for it."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
