"""Checks that something publishes scheduled pages. Wagtail itself does not."""

from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_therapy.practice import scheduled_publishing
from wagtail_therapy.practice.readiness import Finding, Level, rule

KEY = "wagtail_therapy:late-scheduled-page"
SECONDS = 60


@rule(for_all=True, success_message=gettext_lazy("No scheduled page is late."))
def scheduled_pages() -> Iterator[Finding]:
    """Name one page, because the cause is the same for all."""
    found = _latest_page()
    if not found:
        return
    when = date_format(template_localtime(found.due_at), "DATETIME_FORMAT")
    values = {"title": found.title, "when": when}
    text = _(
        "“%(title)s” should have gone live on %(when)s, but nothing publishes scheduled pages. "
        "Please tell the person who runs your website: Celery’s beat, or a cron job, has to "
        "run “manage.py publish_scheduled” each minute."
    )
    if not found.goes_live:
        text = _(
            "“%(title)s” should have expired on %(when)s, but nothing unpublishes expired pages. "
            "Please tell the person who runs your website: Celery’s beat, or a "
            "cron job, has to run “manage.py publish_scheduled” each minute."
        )
    yield Finding(
        "scheduled",
        Level.ERROR,
        text % values,
        reverse("wagtailadmin_pages:edit", args=[found.page_id]),
    )


def _latest_page() -> Any:
    # The dashboard runs this at each visit, and a minute's delay does no harm. Nothing is saved
    # when a page becomes late, so it isn't kept with what pages show.
    [found] = cache.get_or_set(KEY, lambda: [scheduled_publishing.latest_page()], SECONDS)
    return found
