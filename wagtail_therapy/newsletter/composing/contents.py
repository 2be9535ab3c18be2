"""What the email of a mailing says, by the kind of mailing."""

from collections.abc import Callable
from typing import Any

from ..models import Mailing
from . import announcements, digests, frequency_notices, posts
from .emails import Content

BY_KIND: dict[Any, Callable[[Mailing], Content]] = {
    Mailing.Kind.POST: posts.content,
    Mailing.Kind.DIGEST: digests.content,
    Mailing.Kind.FREQUENCY_NOTICE: frequency_notices.content,
    Mailing.Kind.ANNOUNCEMENT: announcements.content,
}


def content(mailing: Mailing) -> Content:
    """Render the email of a mailing. Raises CannotMailError."""
    return BY_KIND[mailing.kind](mailing)
