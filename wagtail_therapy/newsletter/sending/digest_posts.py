"""Posts that readers aren't owed any more, or are owed again, after an email was stopped."""

from collections.abc import Iterable

from ..models import Mailing


def withdraw(cancelled: Mailing) -> None:
    """Owe the post of a cancelled email to no one, and those of a digest again.

    A digest that has recipients already isn't made again.
    """
    cancelled.digest_entries.filter(digest=None).delete()
    number = cancelled.digest_entries.count()
    Mailing.objects.filter(pk=cancelled.pk).update(digest_readers=number)
    if not cancelled.total:
        leave_for_next(cancelled)


def leave_for_next(digest: Mailing) -> None:
    """Leave all its posts for the next digest, because no one gets this one."""
    digest.entries_in_digest.update(digest=None)


def keep_only(digest: Mailing, post_ids: Iterable[int]) -> None:
    """Take all other posts out of a digest. Its readers stay owed them."""
    # Read first: a subquery may be run for each of a million entries.
    left_out = list(digest.posts.exclude(pk__in=post_ids).values_list("pk", flat=True))
    if left_out:
        digest.entries_in_digest.filter(mailing__in=left_out).update(digest=None)
        digest.posts.set(post_ids)
