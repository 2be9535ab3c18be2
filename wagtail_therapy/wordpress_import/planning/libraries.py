"""Where the files of the old site come from, as a person has chosen."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

from wagtail.models import Collection

from ..conversion.results import ImageUse
from ..media.failures import Failure, MediaError
from ..media.fetching import Fetcher
from ..media.hosts import Hosts
from ..media.library import Files, Library
from ..media.uploads import UploadsArchive, UploadsFolder
from ..models import OldSite
from ..options import Options
from .outlines import Outline


@dataclass
class Foreseen:
    """Answers as a library does, but fetches and stores nothing."""

    library: Library

    def image(self, use: ImageUse) -> Any:
        return self._unless_refused(use.address, use.attachment_id)

    def document(self, address: str) -> Any:
        return self._unless_refused(address)

    def _unless_refused(self, address: str, number: int | None = None) -> Any:
        failure = self.library.foreseen_failure(address, number)
        return None if failure else SimpleNamespace(pk=0, title="", filename=address)


class UnstorableFiles:
    """Refuses every file, because the collection that was chosen has been deleted."""

    is_local = True

    def open(self, address: str) -> IO[bytes]:
        raise MediaError(Failure.COLLECTION)

    def refusal(self, address: str) -> Failure:
        return Failure.COLLECTION


def library_of(
    old_site: OldSite, outline: Outline, options: Options, uploads: IO[bytes] | None = None
) -> Library:
    """Return the files of an old site. ``uploads`` is a ZIP archive of them.

    Raises MediaError if an archive isn't one.
    """
    sources: list[Files] = []
    if uploads is not None:
        sources.append(UploadsArchive(uploads))
    elif options.uploads:
        sources.append(_local(Path(options.uploads)))
    if options.fetch_media:
        sources.append(Fetcher(Hosts(outline.site.base_url, options.other_hosts)))
    try:
        collection = chosen_collection(options)
    except MediaError:
        return Library(old_site, outline.attachments, [UnstorableFiles()])
    return Library(old_site, outline.attachments, sources, collection)


def chosen_collection(options: Options) -> Collection | None:
    """Return where files are put, or None for Wagtail's root collection.

    Raises MediaError if the collection has been deleted: the root may be open to more people.
    """
    if options.collection is None:
        return None
    collection = Collection.objects.filter(pk=options.collection).first()
    if collection is None:
        raise MediaError(Failure.COLLECTION)
    return collection


def _local(path: Path) -> Files:
    # It stays open as long as the library.
    return UploadsFolder(path) if path.is_dir() else UploadsArchive(path.open("rb"))
