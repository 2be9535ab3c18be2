"""Prevents the deletion of authors of live or scheduled pages."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from wagtail.models import Revision

from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin
from wagtail_therapy.authors.models import Author


def connect() -> None:
    pre_delete.connect(protect_live_pages, Author, dispatch_uid="wagtail_therapy_authors")


def protect_live_pages(sender: Any, instance: Any, using: str | None, **kwargs: Any) -> None:
    """:raises ProtectedError: the author has live pages."""
    if named := live_pages([instance], using):
        raise ProtectedError("A live page names this author.", named)


def live_pages(authors: Collection[Author], using: str | None = None) -> set[Any]:
    """Return the live pages by any of the authors."""
    return {
        page
        for model in authored_models()
        for page in model._base_manager.using(using).filter(
            live=True, **{f"{model.authors_relation}__author__in": authors}
        )
    }


def scheduled_pages(authors: Collection[Author]) -> set[Any]:
    """Return the pages with a scheduled revision by any of the authors."""
    pks = {author.pk for author in authors}
    types = ContentType.objects.get_for_models(*authored_models()).values()
    revisions = Revision.objects.filter(content_type__in=types, approved_go_live_at__isnull=False)
    return {one.content_object for one in revisions if pks & _author_ids_in(one)}


def authored_models() -> list[Any]:
    """Return the page types that can't be live without an author, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, AuthoredPageMixin)]


def _author_ids_in(revision: Any) -> set[int]:
    relation = revision.content_type.model_class().authors_relation
    return {row["author"] for row in revision.content.get(relation, ())}
