"""Advice about authors whose qualifications readers can't check."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_therapy.content.content_checks.advice import Advice
from wagtail_therapy.content.content_checks.registry import register_content_check

UNPUBLISHED_BIO = register_content_check(
    "unpublished-bio",
    gettext_lazy("An author’s bio is not published"),
    gettext_lazy("Readers see the name only."),
)
EXPIRED_LICENSES = register_content_check(
    "expired-licenses",
    gettext_lazy("All licences of an author have expired"),
    gettext_lazy("Readers see none. Enter the new date, or add a licence."),
)


def unverifiable_authors(page: Any) -> Iterator[Advice]:
    field = page.authors_relation
    for author in page.get_authors():
        if not author.live:
            message = _("The bio of %(name)s is not published. Readers see the name only.")
            said = message % {"name": author.name}
            yield Advice(field, said, check=UNPUBLISHED_BIO)
        elif author.get_expired_licenses() and not author.get_licenses():
            message = _("All licences of %(name)s have expired. Readers see none.")
            said = message % {"name": author.name}
            yield Advice(field, said, check=EXPIRED_LICENSES)
