"""The slugs of pages that are made: those of the old site wherever they are possible."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_variables
from wagtail.coreutils import cautious_slugify

from wagtail_therapy.blog.archives import RESERVED_SLUGS
from wagtail_therapy.conf import conf

LONGEST = 240


class Slugs:
    """The slugs below one page. ``claims`` are those that are kept for an item, by its key."""

    def __init__(self, parent: Any, claims: Mapping[str, int], *, is_blog: bool = True):
        self.claims = claims
        self.field = parent._meta.get_field("slug")
        self.is_blog = is_blog
        children = parent.get_children().values_list("slug", flat=True)
        self.taken = set(children) if parent.pk else set()
        # The number to try next, by what comes before it.
        self._next: dict[str, int] = {}

    @sensitive_variables()
    def take(self, wanted: str, title: str, key: int) -> str:
        """Return a free slug, and keep it: the wanted one, or what is as near to it as possible."""
        base = wanted if self._is_possible(wanted) else self._made_of(wanted or title)
        slug = base if self._is_free(base, key) else self._numbered(base, key)
        self.taken.add(slug)
        return slug

    @sensitive_variables()
    def _numbered(self, base: str, key: int) -> str:
        # All posts of a plugin may have one title, so the search isn't begun again for each.
        numbers = count(self._next.get(base, 2))
        number = next(one for one in numbers if self._is_free(f"{base}-{one}", key))
        self._next[base] = number + 1
        return f"{base}-{number}"

    @sensitive_variables()
    def _is_possible(self, slug: str) -> bool:
        if not slug or len(slug) > LONGEST or not (conf.allows_unicode_slugs or slug.isascii()):
            return False
        try:
            self.field.run_validators(slug)
        except ValidationError:
            return False
        return True

    @sensitive_variables()
    def _made_of(self, text: str) -> str:
        made = slugify(text, allow_unicode=conf.allows_unicode_slugs)[:LONGEST].strip("-_")
        return made or cautious_slugify(text)[:LONGEST].strip("-_") or "post"

    @sensitive_variables()
    def _is_free(self, slug: str, key: int) -> bool:
        if self.is_blog and RESERVED_SLUGS.fullmatch(slug):
            return False
        return slug not in self.taken and self.claims.get(slug, key) == key
