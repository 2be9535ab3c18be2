"""Stores new pages together, which takes a fifth of the time.

Only for page types whose ``save()`` is that of Django, Wagtail and ours. Django's signals aren't
sent; what they're for is done here.
"""

from functools import cache
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.log_actions import registry
from wagtail.models import ReferenceIndex, Revision

from wagtail_therapy.blog.counts import recounting
from wagtail_therapy.content import caching

from .bulk_rows import index_references, index_words, insert_rows

PACKAGES = {"django", "modelcluster", "treebeard", "wagtail", "wagtail_therapy"}


def can_save(model: Any) -> bool:
    """Whether no class of the host has a ``save()`` that has to be called."""
    own = (one for one in model.__mro__ if "save" in vars(one))
    return all(one.__module__.partition(".")[0] in PACKAGES for one in own)


def create(pages: list[Any], parent: Any) -> None:
    """Store new pages of one type as the last ones below a page, each with a revision.

    They have been checked, but for a slug that is taken meanwhile: raises LookupError.
    """
    _place(pages, parent)
    _insert(pages)
    _insert_rows(pages)
    _insert_revisions(pages)
    _log(pages)
    _index(pages)
    caching.invalidate()
    recounting.note_around(pages[0].path[: -parent.steplen], parent.steplen)


def _place(pages: list[Any], parent: Any) -> None:
    tree = parent._meta.get_field("path").model
    # As treebeard does, so that no one else takes the places.
    locked = tree.objects.select_for_update().get(pk=parent.pk)
    if locked.get_children().filter(slug__in=[page.slug for page in pages]).exists():
        raise LookupError
    last = locked.get_last_child()
    for page in pages:
        page.depth = locked.depth + 1
        first = tree._get_path(locked.path, page.depth, 1)
        page.path = last._inc_path() if last else first
        page.set_url_path(parent)
        last = page
    tree.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))


def _insert(pages: list[Any]) -> None:
    model = type(pages[0])
    # Each model has a table with its own fields, the base page first.
    for one in [*reversed(model._meta.all_parents), model]:
        if one._meta.abstract or one._meta.proxy:
            continue
        link = one._meta.pk
        if link.remote_field:
            for page in pages:
                setattr(page, link.attname, page.id)
        insert_rows(one, pages)
    for page in pages:
        page._state.adding = False


def _insert_rows(pages: list[Any]) -> None:
    for relation in get_all_child_relations(type(pages[0])):
        rows = []
        for page in pages:
            for row in getattr(page, relation.get_accessor_name()).all():
                setattr(row, relation.field.attname, page.pk)
                rows.append(row)
        if rows:
            relation.related_model._default_manager.bulk_create(rows)


def set_missing_relations(page: Any) -> None:
    """Let a new page know that it has no rows but those it was given, so that no one asks."""
    known = vars(page).get("_cluster_related_objects", {})
    model: Any = type(page)
    for name in _relations(model):
        if name not in known:
            setattr(page, name, [])


@cache
def _relations(model: Any) -> list[str]:
    names = [one.get_accessor_name() for one in get_all_child_relations(model)]
    return [*names, *(one.name for one in get_all_child_m2m_relations(model))]


def _insert_revisions(pages: list[Any]) -> None:
    revisions = [
        Revision(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            created_at=page.latest_revision_created_at,
            content=page.serializable_data(),
            # An expression, because psycopg escapes each quote of arrays in Python.
            object_str=Value(str(page)),
        )
        for page in pages
    ]
    Revision.objects.bulk_create(revisions)
    for page, revision in zip(pages, revisions, strict=True):
        revision.object_str = str(page)
        page.latest_revision = revision
        page.live_revision = revision if page.live else None
    _point_at(Revision.objects.filter(pk__in=[one.pk for one in revisions]), pages)


def _point_at(revisions: Any, pages: list[Any]) -> None:
    """Store which of the revisions is that of each page."""
    found = pages[0]._meta.get_field("path").model.objects.filter(pk__in=[one.pk for one in pages])
    own = revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    # bulk_update() sends a condition for each page, which takes longer to write than to run.
    found.update(latest_revision=Subquery(own.values("pk")))
    found.filter(live=True).update(live_revision=F("latest_revision"))


def _log(pages: list[Any]) -> None:
    now = timezone.now()
    model = registry.get_log_model_for_model(type(pages[0]))
    model.objects.bulk_create(
        model(
            page_id=page.pk,
            content_type=page.cached_content_type,
            label=page.get_admin_display_title(),
            action="wagtail.create",
            timestamp=now,
            content_changed=True,
        )
        for page in pages
    )


def _index(pages: list[Any]) -> None:
    model = type(pages[0])
    if getattr(model, "search_auto_update", True):
        index_words(model, pages)
    if ReferenceIndex.is_indexed(model):
        index_references(pages)
