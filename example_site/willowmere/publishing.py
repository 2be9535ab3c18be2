from contextlib import contextmanager


@contextmanager
def publish_changes(edited):
    """Publish a page or snippet if the block under ``with`` changed it, or it is not live yet."""
    before = edited.serializable_data()
    yield
    if edited.live and edited.serializable_data() == before:
        return
    edited.save_revision().publish()
    edited.refresh_from_db()
