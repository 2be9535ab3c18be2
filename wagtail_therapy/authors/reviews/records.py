"""Reads the reviews of pages, and records new ones."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_therapy.authors.models import Author, Review
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.dates import local_dates

CACHE_ATTRIBUTE = "_therapy_review"
ACTION = "wagtail_therapy.review"


def latest_for(pages: Iterable[Any]) -> dict[Any, Review]:
    """Return the latest review of each page that has one, by the page's id, in one query.

    It is also set on each page, so that ``get_review()`` doesn't need a query. The pages may be
    rows of the base page, and of several types.
    """
    pages = list(pages)
    found = {(one.content_type_id, one.object_id): one for one in _reviews_of(pages)}
    latest = {}
    for page in pages:
        review = found.get((page.content_type_id, str(page.pk)))
        setattr(page, CACHE_ATTRIBUTE, review)
        if review:
            latest[page.pk] = review
    return latest


def cached_latest_review(page: Any) -> Review | None:
    """Return the latest review of a page, from the cache."""
    if not hasattr(page, CACHE_ATTRIBUTE):
        key = ("review", page.content_type_id, page.pk)
        review = cached(key, lambda: latest_for([page]).get(page.pk)) if page.pk else None
        setattr(page, CACHE_ATTRIBUTE, review)
    return getattr(page, CACHE_ATTRIBUTE)


def mark(
    page: Any,
    reviewer: Author,
    *,
    user: Any = None,
    day: date | None = None,
    note: str = "",
) -> Review:
    """Record a review of the live page, today or on an earlier day, and add it to its history.

    The page itself isn't saved.

    :raises ValidationError: the page isn't live or is an alias, or the day is in the future.
    """
    if not page.live:
        raise ValidationError(_("Publish the page first, because readers see the review on it."))
    if page.alias_of_id:
        raise ValidationError(_("This page mirrors another one. Review that one instead."))
    review = Review(
        content_type_id=page.content_type_id,
        object_id=str(page.pk),
        reviewer=reviewer,
        reviewed_at=_moment(day),
        reviewed_by=user,
        note=note,
    )
    with transaction.atomic():
        review.save()
        data = {"reviewer": review.reviewer_name, "day": review.reviewed_date.isoformat()}
        log(instance=page, action=ACTION, user=user, data=data | {"note": note})
    _purge_page(page)
    # There may be a later one already.
    latest_for([page])
    return review


def pages_reviewed_by(author: Author) -> list[Any]:
    """Return the pages that the author, or a translation of the author, has reviewed."""
    pks: dict[int, set[str]] = {}
    for review in Review.objects.filter(reviewer__translation_key=author.translation_key):
        pks.setdefault(review.content_type_id, set()).add(review.object_id)
    models = {key: ContentType.objects.get_for_id(key).model_class() for key in pks}
    known = {key: model for key, model in models.items() if model}
    return [page for key, model in known.items() for page in model.objects.filter(pk__in=pks[key])]


def _purge_page(page: Any) -> None:
    if apps.is_installed("wagtail.contrib.frontend_cache"):
        from wagtail.contrib.frontend_cache.utils import purge_page_from_cache

        transaction.on_commit(partial(purge_page_from_cache, page))


def _reviews_of(pages: Any) -> QuerySet:
    """Return the reviews of the pages, the latest last."""
    pks = [str(page.pk) for page in pages if page.pk]
    if not pks:
        return Review.objects.none()
    types = {page.content_type_id for page in pages}
    of_pages = Review.objects.filter(content_type__in=types, object_id__in=pks)
    return of_pages.select_related("reviewer").order_by("reviewed_at", "pk")


def _moment(day: date | None) -> datetime:
    now = timezone.now()
    is_aware = timezone.is_aware(now)
    if day is None or day == local_dates.local_date(now):
        return now
    # Noon is on the same day in most time zones, if the host changes its own.
    moment = datetime.combine(day, time(12))
    return timezone.make_aware(moment) if is_aware else moment
