"""Asks the old site for the people that it lists, then for one picture at a time."""

import logging
import traceback
from collections.abc import Callable
from functools import cache, partial
from typing import IO, Any
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError, transaction
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.file_imports.errors import LostClaimError

from ..media import hosts
from ..media.failures import Failure, MediaError
from ..media.fetching import Fetcher, Limits
from ..models import ImportedAuthor
from ..models.imports import PROFILES
from ..planning.authors import LONGEST
from ..planning.jobs import Job
from ..reporting.report_words import Reason
from . import avatars, matching, rest_api
from .filling import Brought, fill
from .needs import needs_of, rows_in_need

logger = logging.getLogger("wagtail_therapy.wordpress_import")

MEGABYTE = 1024 * 1024
# Web servers and proxies give up a request after 30 seconds.
LIMITS = Limits(file_bytes=10 * MEGABYTE, all_bytes=100 * MEGABYTE, seconds=15, idle_seconds=10)
SILENT = {Failure.UNREACHABLE, Failure.TIMEOUT, Failure.BROKEN_OFF}
BUSY = {*rest_api.BUSY, "500", "502", "504"}
# It says that there is no list for everyone, or something that isn't one.
HIDDEN = {Failure.MISSING, Failure.KIND}
HIDING = {"401", "403"}
# It can be tried again, or something else goes on with it.
PASSED_ON = (OperationalError, InterfaceError, LostClaimError)
# Besides the old site.
OTHERS = (rest_api.WORDPRESS_COM_API, avatars.GRAVATAR)

# To be called in a transaction that also saves ``found`` of the import.
Store = Callable[[], None]


class ProfileRequests:
    """What an import asks for, if that was chosen, once all its authors are made.

    What is left is in ``found`` of the import until it's finished, so that a slice goes on where
    the one before it has ended.
    """

    def __init__(self, job: Job):
        self._job = job
        self._fetcher = cache(_fetcher)

    @property
    def _found(self) -> dict[str, Any]:
        return self._job.run.found

    @property
    def are_left(self) -> bool:
        options = self._job.options
        return (options.author_bios or options.author_pictures) and self._found.get(PROFILES) != []

    def ask(self) -> Store:
        """Ask for the next thing, and return what stores it. An answer may take long."""
        return self._ask_for_one() if PROFILES in self._found else self._ask_for_list()

    def end(self) -> None:
        """Let another run of the same import ask again."""
        self._found.pop(PROFILES, None)

    @sensitive_variables()
    def _ask_for_list(self) -> Store:
        due = {row.pk: row for row in rows_in_need(self._job.old_site, self._job.options)}
        try:
            profiles = rest_api.profiles_of(self._job.outline.site, self._open) if due else []
        except MediaError as error:
            return partial(self._keep_list, [], [(_why(error), "")])
        found, several = matching.matched(self._accounts() if due else {}, profiles)
        known = {key: found[row.login] for key, row in due.items() if row.login in found}
        left = [[key, one.bio, one.picture] for key, one in known.items()]
        others = [row for key, row in due.items() if key not in known]
        remarks = [(_why_not(row.login, several), row.author.name) for row in others]
        return partial(self._keep_list, left, remarks)

    @sensitive_variables()
    def _accounts(self) -> dict[str, matching.Account]:
        """Return everyone on the old site who is known, also those who were here before."""
        rows = self._job.old_site.authors.select_related("author")
        names = {row.login: row.author.name for row in rows}
        for login, told in self._job.outline.site.authors.items():
            key = login[:LONGEST]
            names[key] = told.display_name or names.get(key, "")
        return {login: matching.Account(login, name) for login, name in names.items()}

    @sensitive_variables()
    def _keep_list(self, left: list[Any], remarks: list[tuple[Any, str]]) -> None:
        self._found[PROFILES] = left
        for reason, detail in remarks:
            self._job.report.remark_file(reason, detail=detail)

    @sensitive_variables()
    def _ask_for_one(self) -> Store:
        key, bio, address = self._found[PROFILES][0]
        row = self._job.old_site.authors.filter(pk=key).select_related("author").first()
        brought = Brought(bio)
        if row and address and needs_of(row.author, self._job.options).picture:
            try:
                self._bring_picture(address, brought)
            except MediaError as error:
                brought.failure = error.failure
            except PASSED_ON:
                raise
            except Exception as error:  # noqa: BLE001 -- whatever reads a strange picture raises
                _log(key, error)
                brought.failure = Failure.DAMAGED
        return partial(self._keep_one, row, brought)

    @sensitive_variables()
    def _bring_picture(self, address: str, brought: Brought) -> None:
        avatar = avatars.avatar_of(address, self._job.outline.site.base_url)
        brought.image = avatars.stored(self._job.old_site, avatar)
        if brought.image is None:
            brought.fetched = avatars.fetched(avatar, self._open)

    @sensitive_variables()
    def _keep_one(self, row: ImportedAuthor | None, brought: Brought) -> None:
        self._found[PROFILES] = self._found[PROFILES][1:]
        if row is None:
            return
        try:
            with transaction.atomic():
                fill(self._job, row, brought)
        except PASSED_ON:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever a host's models raise
            _log(row.pk, error)
            self._job.report.remark_file(Reason.PROFILE_FAILED, detail=row.author.name)

    @sensitive_variables()
    def _open(self, address: str) -> IO[bytes]:
        """Return a file of the old site, or of the others that are asked. Raises MediaError."""
        host = urlsplit(address).netloc
        base = next((one for one in OTHERS if urlsplit(one).netloc == host), None)
        return self._fetcher(base or self._job.outline.site.base_url).open(address)


def _fetcher(base_url: str) -> Fetcher:
    return Fetcher(hosts.Hosts(base_url), LIMITS, hosts.public_addresses)


def _log(key: int, error: Exception) -> None:
    """Log where it broke off. What an error says may quote a bio."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename}:{frame.lineno}"
    logger.error("Profile %s wasn't brought: %s, %s", key, type(error).__name__, place)


def _why(error: MediaError) -> Any:
    if error.failure in SILENT or error.detail in BUSY:
        return Reason.PROFILES_UNREACHABLE
    is_hidden = error.failure in HIDDEN or error.detail in HIDING
    return Reason.PROFILES_CLOSED if is_hidden else Reason.PROFILES_REFUSED


def _why_not(login: str, several: set[str]) -> Any:
    return Reason.SEVERAL_PROFILES if login in several else Reason.NO_PROFILE
