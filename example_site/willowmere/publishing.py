import json
from contextlib import contextmanager

from wagtail.fields import StreamField


@contextmanager
def publish_changes(edited):
    """Publish a page or snippet if the code under ``with`` changed it, or if it isn't live yet."""
    before = content(edited)
    yield
    if edited.live and content(edited) == before:
        return
    edited.save_revision().publish()
    edited.refresh_from_db()


def content(edited) -> dict:
    """Return the content of the page or snippet, in a form that can be compared."""
    data = edited.serializable_data()
    fields = edited._meta.concrete_fields
    streams = [field.name for field in fields if isinstance(field, StreamField)]
    return data | {name: json.loads(data[name]) for name in streams}
