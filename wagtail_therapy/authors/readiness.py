"""What readers could not check about who writes here."""

from collections.abc import Iterator
from operator import attrgetter

import swapper
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site

from wagtail_therapy.authors.models import Author, AuthorLicense
from wagtail_therapy.authors.reviews import due
from wagtail_therapy.practice.places import edit_url, on_site
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule


@rule(for_all=True, in_order=gettext_lazy("No licence that you show has expired."))
def licenses() -> Iterator[Finding]:
    """Look at the published authors; they belong to all sites."""
    found = AuthorLicense.objects.filter(author__live=True).select_related("author")
    rows = list(found.order_by("author__name", "author", "sort_order", "pk"))
    if all(row.is_expired for row in rows):
        message = _(
            "No published author has a valid licence or registration. Add one, so that readers can "
            "check who you are."
        )
        url = reverse(Author.snippet_viewset.get_url_name("list"))
        yield Finding("license_missing", Level.ERROR, message, url)
    finder = AdminURLFinder()
    for row in filter(attrgetter("is_expired"), rows):
        message = _(
            "The licence “%(title)s” of %(name)s has expired, so readers don’t see it. Enter the "
            "new date, or remove it."
        )
        values = {"title": row.title, "name": row.author.name}
        url = finder.get_edit_url(row.author) or ""
        yield Finding("license_expired", Level.WARNING, message % values, url)


@rule(effort=Effort.READING, in_order=gettext_lazy("No page is due for a review."))
def reviews(site: Site) -> Iterator[Finding]:
    """Find the pages that are due for review.

    Those that nobody has reviewed are due when they are as old as a review would hold.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects
    messages = {
        due.State.OVERDUE: _(
            "The review of “%(title)s” is overdue. Read it as visitors do, then press “Mark as "
            "reviewed”."
        ),
        due.State.NEVER: _(
            "Nobody has checked “%(title)s” since it was published. Read it as visitors do, then "
            "press “Mark as reviewed”."
        ),
    }
    codes = {due.State.OVERDUE: "review_overdue", due.State.NEVER: "never_reviewed"}
    for page in due.to_review(on_site(pages.all(), site)):
        message = messages[page.review_state] % {"title": page.title}
        yield Finding(codes[page.review_state], Level.WARNING, message, edit_url(page))
