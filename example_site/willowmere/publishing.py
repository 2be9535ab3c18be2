import json
from contextlib import contextmanager

from wagtail.fields import StreamField


@contextmanager
def publish_changes(edited):
    """Publish a page or snippet if the block under ``with`` changed it, or it is not live yet."""
    before = content(edited)
    yield
    if edited.live and content(edited) == before:
        return
    edited.save_revision().publish()
    edited.refresh_from_db()


def content(edited) -> dict:
    """Return what the page or snippet holds, whatever the order in which its blocks keep it."""
    held = edited.serializable_data()
    fields = edited._meta.concrete_fields
    streams = [field.name for field in fields if isinstance(field, StreamField)]
    return held | {name: json.loads(held[name]) for name in streams}
