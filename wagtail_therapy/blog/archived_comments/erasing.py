"""Erases a comment, for a person who asks for it or an editor who finds it harmful."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from ..models import ArchivedComment, ErasedComment
from .display import show_changes

ACTION = "wagtail_therapy.comment.erase"


def erase(comment: ArchivedComment, *, user: Any = None) -> None:
    """Delete a comment for good, and record that in the history of its page, without any text.

    Replies to it stay, at the top of the archive. No import brings it back.
    """
    page = comment.page.specific
    with transaction.atomic():
        ErasedComment.objects.get_or_create(key=comment.key)
        comment.delete()
        log(instance=page, action=ACTION, user=user)
    show_changes(page)


def withdraw(page: Any, keys: Iterable[str]) -> None:
    """Delete the comments of a post that its old site no longer shows.

    Unlike erased ones, they come back if it shows them again.
    """
    deleted, _by_model = ArchivedComment.objects.filter(page=page.pk, key__in=list(keys)).delete()
    if deleted:
        show_changes(page)
