from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from wagtail_therapy.authors.models import Author


def byline(authors: Iterable[Author]) -> str:
    """Return the names with their letters in plain text: “Orla Penhallow, PsyD and Mateo Quill”."""
    return get_text_list([author.name_with_letters for author in authors], last_word=_("and"))
