"""Why a file of the old site isn’t stored. The texts are made elsewhere."""

from enum import StrEnum, auto


class Failure(StrEnum):
    """``detail`` of the error says more where it is noted here."""

    # Not in the folder or the archive, or the old site says so.
    MISSING = auto()
    # The site answers with something else than a file. ``detail`` is the HTTP status.
    STATUS = auto()
    UNREACHABLE = auto()
    TIMEOUT = auto()
    BROKEN_OFF = auto()
    # It can't be read from the folder or the archive.
    UNREADABLE = auto()
    # No address of the web, or one with a password, a port or dots that lead elsewhere.
    ADDRESS = auto()
    OTHER_HOST = auto()
    # Of a network that isn't public.
    PRIVATE_ADDRESS = auto()
    REDIRECTS = auto()
    TOO_LARGE = auto()
    # All that was fetched together.
    TOTAL_SIZE = auto()
    TOO_MANY_PIXELS = auto()
    # A kind of file that we don't know or the host of this site doesn't allow.
    KIND = auto()
    # It could run in a browser or on a computer: SVG, HTML, PHP, programs, macros.
    ACTIVE_CONTENT = auto()
    NOT_AN_IMAGE = auto()
    DAMAGED = auto()
    # The image or document model of this site wants more. ``detail`` has the names of its fields.
    FIELDS = auto()
    # The collection that was chosen isn't there any more.
    COLLECTION = auto()
    # The practice has deleted it here.
    DELETED = auto()


class MediaError(Exception):
    """A file can't be had or stored. It contains nothing from the file, and no address."""

    def __init__(self, failure: Failure, detail: str = ""):
        super().__init__(f"{failure} {detail}".strip())
        self.failure = failure
        self.detail = detail
