"""Comments that tests start from."""

from datetime import UTC, datetime, timedelta

from wagtail_therapy.blog.archived_comments import OldComment, store
from wagtail_therapy.blog.models import ArchivedComment

FIRST = datetime(2021, 3, 2, 9, tzinfo=UTC)


def comment(number, text="Thank you.", name="Mary", answers=None, **fields):
    """Return a comment of an old site; later ones have higher numbers."""
    return OldComment(
        key=key(number),
        name=name,
        text=text,
        written_at=FIRST + timedelta(minutes=number),
        parent_key="" if answers is None else key(answers),
        **fields,
    )


def key(number):
    return f"old.example {number}"


def stored(page, *comments):
    """Store the comments, and return all of the page as they are shown."""
    store(page, comments)
    return list(ArchivedComment.objects.filter(page=page.pk))


def texts(page):
    return list(ArchivedComment.objects.filter(page=page.pk).values_list("text", flat=True))
