"""Posts that readers aren't owed any more, or are owed again, after an email was stopped."""

from collections.abc import Iterable

from ..models import Mailing


def withdraw(post: Mailing) -> None:
    """Owe a post to no one any more, because its email was cancelled."""
    post.digest_entries.filter(digest=None).delete()
    Mailing.objects.filter(pk=post.pk).update(digest_readers=post.digest_entries.count())


def keep_only(digest: Mailing, post_ids: Iterable[int]) -> None:
    """Take all other posts out of a digest. Its readers stay owed them."""
    left_out = digest.posts.exclude(pk__in=post_ids)
    digest.entries_in_digest.filter(mailing__in=left_out).update(digest=None)
    digest.posts.set(post_ids)


def leave_for_next(digest: Mailing) -> None:
    """Leave all its posts for the next digest, because no one gets this one."""
    digest.entries_in_digest.update(digest=None)
