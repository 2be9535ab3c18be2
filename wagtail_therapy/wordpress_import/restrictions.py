"""The passwords of protected posts, as Wagtail's view restrictions."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.views.decorators.debug import sensitive_variables
from wagtail.models import PageViewRestriction


@sensitive_variables()
def digest_of(restrictions: Iterable[PageViewRestriction]) -> str:
    """Return what tells a page's own restrictions from others, or "" if there are none."""
    told = [f"{one.restriction_type} {one.password}" for one in restrictions]
    return sha256(repr(told).encode()).hexdigest() if told else ""


@sensitive_variables()
def restrict(page: Any, password: str, left_as: str = "") -> str:
    """Give a page this password, or none, and return the digest of what it has then.

    ``left_as`` is what the last import returned. A restriction that an editor chose stays.
    """
    found = list(PageViewRestriction.objects.filter(page=page.pk))
    if found and digest_of(found) != left_as:
        return left_as
    if not password:
        for one in found:
            one.delete()
        return ""
    kind = PageViewRestriction.PASSWORD
    row = found[0] if found else PageViewRestriction(page=page, restriction_type=kind)
    row.password = password
    row.save()
    return digest_of([row])
