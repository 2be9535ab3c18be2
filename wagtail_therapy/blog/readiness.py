"""Finds claims and promises in all posts. ``content_checks`` finds them in one."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.blog import content_checks
from wagtail_therapy.blog.mixins import BlogPostMixin
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, pages_of


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
