"""The comments that readers of the old site could see, for the archive below their post."""

from urllib.parse import urlsplit

from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.blog.archived_comments import OldComment, shortened, store_all, withdraw
from wagtail_therapy.blog.archived_comments.names import EACH_WAY, How

from ..planning.jobs import Job
from ..planning.plans import Plan
from ..wxr.records import Comment, Item


@sensitive_variables()
def bring(job: Job, plans: list[Plan]) -> None:
    """Store the comments of posts, if the practice wants them.

    Those that the old site doesn't show any more are deleted.
    """
    for plan in plans:
        hidden = [one for one in plan.item.comments if not one.is_public] if plan.known else []
        if hidden:
            withdraw(plan.page, [_key(job, one.id) for one in hidden])
    store_all(
        (plan.page, [_old_comment(job, plan.item, one) for one in wanted(job, plan)])
        for plan in plans
    )


def count(job: Job, plan: Plan) -> None:
    """Count those that are imported, and those that aren't."""
    public = len(wanted(job, plan))
    for name, number in (("imported", public), ("left", len(plan.item.comments) - public)):
        if number:
            job.report.count(f"comments/{name}", number)


def wanted(job: Job, plan: Plan) -> list[Comment]:
    return public_ones(plan.item) if plan.is_post and job.options.comments else []


def public_ones(item: Item) -> list[Comment]:
    """Return those that the old site showed, without those of posts that it didn't show."""
    if item.status != "publish":
        return []
    return [one for one in item.comments if one.is_public and one.id is not None]


@sensitive_variables()
def _old_comment(job: Job, item: Item, comment: Comment) -> OldComment:
    author = job.outline.site.authors.get(item.author)
    return OldComment(
        key=_key(job, comment.id),
        name=shortened(comment.author, _way(job)),
        text=comment.content,
        written_at=job.outline.clock.in_utc(comment.local, comment.utc),
        parent_key=_key(job, comment.parent) if comment.parent else "",
        is_by_author=bool(author and author.id and author.id == comment.user_id),
    )


def _way(job: Job) -> How:
    return next((one for one in EACH_WAY if one == job.options.comment_names), "first")


def _key(job: Job, number: int | None) -> str:
    return f"{urlsplit(job.old_site.base_url).netloc} {number}"
