"""Which pages are due for review, over all page types, in a number of queries that does not grow.

Only live pages count, and no aliases: these show what another page says.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import swapper
from django.apps import apps
from django.db.models import (
    Case,
    CharField,
    IntegerChoices,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.authors.mixins import ReviewedMixin
from wagtail_therapy.authors.models import Review
from wagtail_therapy.authors.written import authors_of
from wagtail_therapy.practice.models import PracticeSettings

from .intervals import DEFAULT_MONTHS, months_later, overdue_before
from .records import latest_for

SOON = timedelta(days=30)
DAY = timedelta(days=1)


class State(IntegerChoices):
    OVERDUE = 1, _("Overdue")
    SOON = 2, _("Due in 30 days")
    NEVER = 3, _("Never reviewed")
    HOLDS = 4, _("Reviewed")


def reviewed_models() -> list[Any]:
    """Return the page types that are reviewed, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, ReviewedMixin)]


def with_state(pages: Any = None, today: date | None = None) -> QuerySet:
    """Return the live pages among these that are reviewed, each with its ``review_state``.

    They are rows of the base page, the most pressing first. ``ready()`` adds what lists show.
    """
    models = reviewed_models()
    if pages is None:
        pages = swapper.load_model("wagtailcore", "Page").objects.all()
    if not models:
        return pages.none()
    found = _annotated(pages.type(*models).live().filter(alias_of=None), models)
    return found.annotate(review_state=_state(found, today or timezone.localdate())).order_by(
        "review_state", "last_reviewed_at", "title", "pk"
    )


def overdue(pages: Any = None, today: date | None = None) -> QuerySet:
    return with_state(pages, today).filter(review_state=State.OVERDUE)


def on_site(pages: QuerySet, site: Any) -> QuerySet:
    """Keep the pages of ``with_state()`` that lie on the site, in whichever language."""
    return pages.filter(review_site=site.pk)


def ready(pages: Iterable[Any]) -> list[Any]:
    """Return pages of ``with_state()`` with what lists show of them, as attributes.

    These are ``review_authors``, ``reviewed_date``, ``reviewer_name``, ``review_due_date`` and
    ``review_state_label``.
    """
    pages = list(pages)
    latest, authors = latest_for(pages), authors_of(pages)
    for page in pages:
        review = latest.get(page.pk)
        page.review_authors = ", ".join(str(author) for author in authors[page.pk])
        page.reviewed_date = review and review.reviewed_date
        page.reviewer_name = review.reviewer_name if review else ""
        page.review_due_date = review and months_later(review.reviewed_date, page.review_months)
        page.review_state_label = State(page.review_state).label
    return pages


def _annotated(pages, models):
    of_page = Review.objects.filter(
        content_type=OuterRef("content_type"), object_id=Cast(OuterRef("pk"), CharField())
    )
    latest = of_page.order_by("-reviewed_at", "-pk").values("reviewed_at")[:1]
    own = [
        Subquery(model._base_manager.filter(pk=OuterRef("pk")).values("review_every_months")[:1])
        for model in models
    ]
    sites = Site.get_site_root_paths()
    months = dict(PracticeSettings.objects.values_list("site_id", "review_every_months"))
    practice = {site.site_id: months.get(site.site_id, DEFAULT_MONTHS) for site in sites}
    return pages.annotate(
        last_reviewed_at=Subquery(latest),
        review_site=_by_place(sites, {site.site_id: site.site_id for site in sites}),
        review_months=Coalesce(*own, _by_place(sites, practice), DEFAULT_MONTHS),
    )


def _by_place(sites, values):
    """Return an expression for what the site has on which a page lies; NULL outside of all."""
    # The most specific path comes first.
    cases = [
        When(url_path__startswith=site.root_path, then=Value(values[site.site_id]))
        for site in sites
    ]
    return Case(*cases, default=None, output_field=IntegerField())


def _state(pages, today):
    # Adding months is done differently by each database, so the few numbers there are make a
    # condition each.
    reviewed = pages.filter(last_reviewed_at__isnull=False).order_by()
    months = set(reviewed.values_list("review_months", flat=True).distinct())
    return Case(
        When(last_reviewed_at__isnull=True, then=State.NEVER),
        When(_reviewed_too_long_ago(months, today), then=State.OVERDUE),
        When(_reviewed_too_long_ago(months, today + SOON + DAY), then=State.SOON),
        default=State.HOLDS,
        output_field=IntegerField(),
    )


def _reviewed_too_long_ago(months, today):
    found = Q(pk__in=[])
    for number in months:
        first = _midnight(overdue_before(today, number))
        found |= Q(review_months=number, last_reviewed_at__lt=first)
    return found


def _midnight(day):
    moment = datetime.combine(day, time.min)
    # A host may have chosen USE_TZ = False.
    return timezone.make_aware(moment) if timezone.is_aware(timezone.now()) else moment
