"""Whether anything publishes what editors have scheduled. Wagtail itself does not."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice import scheduled_publishing
from wagtail_therapy.practice.places import edit_url
from wagtail_therapy.practice.readiness import Finding, Level, rule


@rule(in_order=gettext_lazy("No scheduled page is late."))
def scheduled_pages(site: Site) -> Iterator[Finding]:
    """Name the first page alone: the cause is the same for all."""
    for page, due_at in scheduled_publishing.late(site):
        when = date_format(template_localtime(due_at), "DATETIME_FORMAT")
        text = _(
            "“%(title)s” should have gone live on %(when)s, but nothing publishes scheduled pages. "
            "Please tell the person who runs your website: Celery’s beat, or a cron job, has to "
            "run “manage.py publish_scheduled” each minute."
        )
        if page.live and page.expire_at == due_at:
            text = _(
                "“%(title)s” should have been taken away on %(when)s, but nothing unpublishes "
                "expired pages. Please tell the person who runs your website: Celery’s beat, or a "
                "cron job, has to run “manage.py publish_scheduled” each minute."
            )
        values = {"title": page.get_admin_display_title(), "when": when}
        yield Finding("scheduled", Level.ERROR, text % values, edit_url(page))
        return
