"""What readers of a page cannot learn about its authors: told to its editor."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.content.advice import Advice


def authors_whom_readers_cannot_check(page: Any) -> Iterator[Advice]:
    field = page.authors_relation
    for author in page.get_authors():
        if not author.live:
            message = _("The bio of %(name)s is not published. Readers see the name only.")
            yield Advice(field, message % {"name": author.name})
        elif author.get_expired_licenses() and not author.get_licenses():
            message = _("All licences of %(name)s have expired. Readers see none.")
            yield Advice(field, message % {"name": author.name})
