"""A front-end cache that only remembers what was purged."""

from wagtail.contrib.frontend_cache.backends import BaseBackend

purged: set[str] = set()


class RecordingBackend(BaseBackend):
    def purge(self, url):
        purged.add(url.removeprefix("http://testserver"))


def recorded(settings, capture_on_commit_callbacks):
    """Put the cache in front, and return what runs a change and gives what is purged for it."""
    backend = f"{RecordingBackend.__module__}.{RecordingBackend.__name__}"
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": backend}}

    def run(change, *arguments):
        purged.clear()
        with capture_on_commit_callbacks(execute=True):
            change(*arguments)
        return set(purged)

    return run
