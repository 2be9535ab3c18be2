"""Finds claims and promises in all posts, as ``content_checks`` does in one, and wrong numbers."""

from collections.abc import Iterator

from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Site

from wagtail_therapy.blog.mixins import BlogIndexMixin, BlogPostMixin
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, pages_of

from . import content_checks
from .counts import post_counts, recounting


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("No post claims or promises more than it supports."),
)
def posts(site: Site) -> Iterator[Finding]:
    for page in pages_of(site, BlogPostMixin):
        for code, said in (
            ("claim", content_checks.claims_without_reference(page)),
            ("superlative", content_checks.promises(page)),
        ):
            for one in said:
                yield Finding(code, Level.WARNING, f"“{page.title}”: {one.message}", edit_url(page))


@rule(effort=Effort.READING)
def wrong_post_counts(site: Site) -> Iterator[Finding]:
    """Find numbers that a script has made wrong. Others are right, or aren't shown."""
    current = set(post_counts.current_blogs().values_list("pk", flat=True))
    for blog in pages_of(site, BlogIndexMixin):
        if blog.pk in current and recounting.differences(blog):
            message = gettext(
                "“%(title)s”: The numbers of posts beside the list are wrong. Ask your developer "
                "to run therapy_recount_posts."
            )
            yield Finding(
                "post_counts", Level.WARNING, message % {"title": blog.title}, edit_url(blog)
            )
