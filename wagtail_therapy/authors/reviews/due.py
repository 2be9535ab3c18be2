"""Finds pages of all types that are due for review, in a fixed number of queries.

Only live pages count. Aliases don't, because they repeat another page.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import swapper
from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    F,
    IntegerChoices,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.authors.authorship import authors_by_page
from wagtail_therapy.authors.mixins import ReviewedMixin
from wagtail_therapy.authors.models import Review
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.practice.models import PracticeSettings

from .intervals import DEFAULT_MONTHS, months_later

SOON = timedelta(days=30)
DAY = timedelta(days=1)
# More days than any month has.
DAYS = 32


class State(IntegerChoices):
    OVERDUE = 1, _("Overdue")
    SOON = 2, _("Due in 30 days")
    NEVER = 3, _("Never reviewed")
    CURRENT = 4, _("Reviewed")


def reviewed_models() -> list[Any]:
    """Return the page types with reviews, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, ReviewedMixin)]


def with_state(pages: Any = None, today: date | None = None) -> QuerySet:
    """Return the live pages among these that have reviews, with their ``review_state``.

    They are rows of the base page, most urgent first. ``with_list_details()`` adds what lists show.
    """
    models = reviewed_models()
    if pages is None:
        pages = swapper.load_model("wagtailcore", "Page").objects.all()
    found = _annotated(pages.type(*models).live().filter(alias_of=None), models)
    state = _state(today or local_dates.today(), models)
    return found.annotate(review_state=state).order_by(
        "review_state", "last_reviewed_at", "title", "pk"
    )


def overdue(pages: Any = None, today: date | None = None) -> QuerySet:
    return with_state(pages, today).filter(review_state=State.OVERDUE)


def to_review(pages: Any = None, today: date | None = None) -> QuerySet:
    """Return overdue pages, and pages without a review that are older than a review is valid."""
    today = today or local_dates.today()
    is_old = Q(review_state=State.NEVER) & Q(_is_due_before(today, "first_published_at"))
    return with_state(pages, today).filter(Q(review_state=State.OVERDUE) | is_old)


def on_site(pages: QuerySet, site: Any) -> QuerySet:
    """Keep the pages of ``with_state()`` that are on the site, in any language."""
    return pages.filter(review_site=site.pk)


def with_list_details(pages: Iterable[Any]) -> list[Any]:
    """Return pages of ``with_state()`` with attributes for lists.

    These are ``review_authors`` and those of ``with_dates()``.
    """
    pages = with_dates(pages)
    authors = authors_by_page(pages)
    for page in pages:
        page.review_authors = ", ".join(str(author) for author in authors[page.pk])
    return pages


def with_dates(pages: Iterable[Any]) -> list[Any]:
    """Return pages of ``with_state()`` with attributes made from its result, without a query.

    These are ``reviewed_date``, ``reviewer_name``, ``review_due_date`` and ``review_state_label``.
    """
    pages = list(pages)
    for page in pages:
        day = page.last_reviewed_at and local_dates.local_date(page.last_reviewed_at)
        page.reviewed_date = day
        page.reviewer_name = page.last_reviewer_name or ""
        page.review_due_date = _due_date(page, day)
        page.review_state_label = State(page.review_state).label
    return pages


def _due_date(page: Any, reviewed: date | None) -> date | None:
    """Return the day by which a page has to be reviewed: today if it is overdue earlier."""
    due = reviewed and months_later(reviewed, page.review_months)
    is_overdue = page.review_state == State.OVERDUE
    return min(due or local_dates.today(), local_dates.today()) if is_overdue else due


def _annotated(pages: Any, models: list[Any]) -> QuerySet:
    of_page = Review.objects.filter(
        content_type=OuterRef("content_type"), object_id=Cast(OuterRef("pk"), CharField())
    )
    latest = of_page.order_by("-reviewed_at", "-pk")
    own = [
        Subquery(model._base_manager.filter(pk=OuterRef("pk")).values("review_every_months")[:1])
        for model in models
    ]
    # The most specific path comes first.
    sites = Site.get_site_root_paths()
    practice = {site.site_id: _months_of_practice(site.site_id) for site in sites}
    return pages.annotate(
        last_reviewed_at=Subquery(latest.values("reviewed_at")[:1]),
        last_reviewer_name=Subquery(latest.values("reviewer_name")[:1]),
        review_site=_by_site(sites, {site.site_id: Value(site.site_id) for site in sites}),
        review_months=Coalesce(*own, _by_site(sites, practice), DEFAULT_MONTHS),
    )


def _months_of_practice(site_id: int) -> Subquery:
    found = PracticeSettings.objects.filter(site=site_id)
    return Subquery(found.values("review_every_months")[:1])


def _by_site(sites: list[Any], values: dict[int, Any]) -> Case:
    """Return an expression for the value of a page's site, or NULL outside all sites."""
    cases = [When(url_path__startswith=site.root_path, then=values[site.site_id]) for site in sites]
    return Case(*cases, default=None, output_field=IntegerField())


def _state(today: date, models: list[Any]) -> Case:
    return Case(
        *_always_due(models),
        When(last_reviewed_at__isnull=True, then=State.NEVER),
        When(_is_due_before(today), then=State.OVERDUE),
        When(_is_due_before(today + SOON + DAY), then=State.SOON),
        default=State.CURRENT,
        output_field=IntegerField(),
    )


def _always_due(models: list[Any]) -> list[When]:
    found = [pages for model in models if (pages := model.pages_due_anyway()) is not None]
    return [When(pk__in=pages.order_by().values("pk"), then=State.OVERDUE) for pages in found]


def _is_due_before(day: date, since: str = "last_reviewed_at") -> LessThan:
    """Return the condition for ``months_later(since, months) < day``.

    Databases differ in how they add months to a date, so this compares numbers instead. A day that
    the later month doesn't have, such as 31 June, compares as its last day would.
    """
    reviewed = F(since)
    month = ExtractYear(reviewed) * 12 + ExtractMonth(reviewed) + F("review_months")
    number = month * DAYS + ExtractDay(reviewed)
    return LessThan(number, (day.year * 12 + day.month) * DAYS + day.day)
