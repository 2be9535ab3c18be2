"""Finds licences and reviews that need attention before readers rely on them."""

from collections.abc import Iterator
from typing import Any

import swapper
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site

from wagtail_therapy.authors.licensing import served_regions
from wagtail_therapy.authors.models import Author, AuthorLicense
from wagtail_therapy.authors.reviews import due
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.readiness_rules.notices import settings_url
from wagtail_therapy.practice.site_pages import edit_url, live_on_site


@rule(for_all=True, success_message=gettext_lazy("No licence that you show has expired."))
def licenses() -> Iterator[Finding]:
    """Find expired or incomplete licences of published authors, who belong to all sites."""
    found = AuthorLicense.objects.filter(author__live=True).select_related("author")
    rows = list(found.order_by("author__name", "author", "sort_order", "pk"))
    if all(row.is_expired for row in rows):
        message = _(
            "No published author has a valid licence or registration. Add one, so that readers can "
            "check who you are."
        )
        url = reverse(Author.snippet_viewset.get_url_name("list"))
        yield Finding("license_missing", Level.ERROR, message, url)
    for row in rows:
        if row.is_expired:
            yield _license_finding("license_expired", row)
        elif row.lacks_supervisor:
            yield _license_finding("license_supervisor", row)


def _license_finding(code: str, row: AuthorLicense) -> Finding:
    message = LICENSE_PROBLEMS[code] % {"title": row.title, "name": row.author.name}
    url = AdminURLFinder().get_edit_url(row.author) or ""
    return Finding(code, Level.WARNING, message, url)


LICENSE_PROBLEMS: dict[str, Any] = {
    "license_expired": gettext_lazy(
        "The licence “%(title)s” of %(name)s has expired, so readers don’t see it. Enter the new "
        "date, or remove it."
    ),
    # For example California, for advertising by associates: BBS, 16 CCR 1811.
    "license_supervisor": gettext_lazy(
        "The licence “%(title)s” of %(name)s is under supervision. Name the supervisor and their "
        "licence: some states want both in all that you publish."
    ),
}


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy(
        "Someone is licensed in each place where you say you see clients."
    ),
)
def places(site: Site) -> Iterator[Finding]:
    """Find regions where no one is licensed, or where clients can't meet a licensed person."""
    for place in served_regions(PracticeSettings.read(site)):
        names = get_text_list([one.name for one in place.people], _("and"))
        values = {"place": place.name, "names": names}
        if not place.people:
            message = _(
                "You say that you see clients in %(place)s, by video too, but no published person "
                "has a licence there. Remove the place, or write it in the licence as you do here."
            )
            yield Finding("license_place", Level.ERROR, message % values, settings_url(site))
        elif not place.is_reachable:
            message = _(
                "You say that you see clients in %(place)s. The people with a licence there meet "
                "in person only: %(names)s. If clients there don’t come to you, remove the place."
            )
            yield Finding("license_delivery", Level.WARNING, message % values, settings_url(site))


@rule(effort=Effort.READING, success_message=gettext_lazy("No page is due for a review."))
def reviews(site: Site) -> Iterator[Finding]:
    """Find the pages that are due for review.

    Pages that were never reviewed are due once they are older than a review is valid.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects
    messages = {
        due.State.OVERDUE: _(
            "The review of “%(title)s” is overdue. Read it as visitors do, then press “Mark as "
            "reviewed”."
        ),
        due.State.NEVER: _(
            "No one has checked “%(title)s” since it was published. Read it as visitors do, then "
            "press “Mark as reviewed”."
        ),
    }
    codes = {due.State.OVERDUE: "review_overdue", due.State.NEVER: "never_reviewed"}
    for page in due.to_review(live_on_site(pages.all(), site)):
        message = messages[page.review_state] % {"title": page.title}
        yield Finding(codes[page.review_state], Level.WARNING, message, edit_url(page))
