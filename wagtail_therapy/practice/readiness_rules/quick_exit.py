"""Checks that pages with a quick exit show a crisis line for people in danger at home."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice.crisis.lines import Audience
from wagtail_therapy.practice.mixins import PageNoticesMixin
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.page_notices import PageNotices
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, pages_of


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("Each page that offers a quick exit shows a line for abuse."),
)
def abuse_lines(site: Site) -> Iterator[Finding]:
    practice = PracticeSettings.read(site)
    if not practice.exit_url:
        return
    for page in pages_of(site, PageNoticesMixin):
        notices = PageNotices(practice, page.locale.language_code, page)
        if lacks_abuse_line(notices):
            yield _without_line(page)


def lacks_abuse_line(notices: PageNotices) -> bool:
    """Whether a page offers a quick exit but shows no line for abuse."""
    crisis = notices.first_crisis
    return bool(notices.exit_url) and not (crisis and crisis.lines_for(Audience.ABUSE))


def _without_line(page: Any) -> Finding:
    message = _(
        "“%(title)s” offers a quick exit but shows no line for people who are being hurt at home. "
        "Choose your country under Settings → Practice or add a line for abuse, and don’t hide "
        "the crisis notice on this page."
    )
    return Finding("abuse_line", Level.ERROR, message % {"title": page.title}, edit_url(page))
