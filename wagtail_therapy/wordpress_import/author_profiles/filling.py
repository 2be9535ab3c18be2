"""Puts a bio and a picture where an author has none."""

from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.authors.models import Author

from ..media.failures import Failure, MediaError
from ..media.storing import Shelf
from ..models import ImportedAuthor
from ..planning.jobs import Job
from ..planning.libraries import chosen_collection
from ..reporting.report_words import Reason
from . import avatars
from .bios import bios_of
from .needs import Needs, draft_of, needs_of


@dataclass
class Brought:
    """What the old site has of a person. ``image`` is there if their picture was stored before."""

    bio: str = field(default="", repr=False)
    image: Any = None
    fetched: avatars.Fetched | None = None
    # Why the picture isn't there. It has none if nothing is.
    failure: Failure = Failure.MISSING


@sensitive_variables()
def fill(job: Job, row: ImportedAuthor, brought: Brought) -> None:
    """Fill in an author, and report on it."""
    # An editor may have written something meanwhile.
    author = Author.objects.select_for_update().filter(pk=row.author_id).first()
    if author is None:
        return
    needs = needs_of(author, job.options)
    draft = draft_of(author)
    photo = draft.photo_id
    _try_to_add_picture(job, draft, brought, needs)
    short, long = bios_of(brought.bio, job.outline.site.base_url) if needs.bio else ("", "")
    if short:
        draft.short_bio, draft.long_bio = short, long
    if short or draft.photo_id != photo:
        # Readers see portraits beside posts even of authors whose bios aren't published, so a
        # person looks first. Fields that a host asks editors for may be empty.
        draft.save_revision(clean=False)
        ImportedAuthor.objects.filter(pk=row.pk).update(is_profile_brought=True)
    _report(job, draft, needs, brought)


@sensitive_variables()
def _try_to_add_picture(job: Job, draft: Any, brought: Brought, needs: Needs) -> None:
    if brought.fetched is None:
        draft.photo = draft.photo or (brought.image if needs.picture else None)
        return
    try:
        with brought.fetched.file, transaction.atomic():
            if needs.picture:
                shelf = Shelf(chosen_collection(job.options))
                draft.photo = avatars.store(job.old_site, brought.fetched, shelf, draft)
    except MediaError as error:
        brought.failure = error.failure
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # noqa: BLE001 -- whatever a host's image model raises
        brought.failure = Failure.FIELDS


@sensitive_variables()
def _report(job: Job, draft: Any, needs: Needs, brought: Brought) -> None:
    if needs.bio:
        job.report.remark_file(
            Reason.PROFILE_BIO if draft.short_bio else Reason.NO_BIO, detail=draft.name
        )
    if not needs.picture:
        return
    if draft.photo:
        job.report.remark_file(Reason.PROFILE_PICTURE, detail=draft.name)
    elif brought.failure == Failure.MISSING:
        job.report.remark_file(Reason.NO_PICTURE, detail=draft.name)
    else:
        detail = f"{brought.failure} {draft.name}"
        job.report.remark_file(Reason.PICTURE_FAILED, detail=detail)
