"""Keeps the authors whom posts name from being deleted."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from wagtail.models import Revision

from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog import posts
from wagtail_therapy.blog.authored import AuthoredMixin


def connect():
    pre_delete.connect(protect_live_posts, Author, dispatch_uid="wagtail_therapy_blog")


def protect_live_posts(sender, instance, using, **kwargs):
    """:raises ProtectedError: a live post names the author."""
    if named := live_posts([instance], using):
        raise ProtectedError("A live post names this author.", named)


def live_posts(authors: Collection[Author], using: str | None = None) -> set[AuthoredMixin]:
    """Return the live posts that name one of the authors."""
    return {
        post
        for model in posts.models()
        for post in model._base_manager.using(using).filter(
            live=True, post_authors__author__in=authors
        )
    }


def scheduled_posts(authors: Collection[Author]) -> set[AuthoredMixin]:
    """Return the posts of which a revision that is yet to go live names one of the authors."""
    pks = {author.pk for author in authors}
    types = ContentType.objects.get_for_models(*posts.models()).values()
    revisions = Revision.objects.filter(content_type__in=types, approved_go_live_at__isnull=False)
    return {one.content_object for one in revisions if pks & _named_in(one)}


def _named_in(revision):
    return {row["author"] for row in revision.content.get("post_authors", ())}
