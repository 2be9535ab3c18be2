from typing import Any

import swapper
from django.db.models.signals import post_delete, post_save, pre_delete
from taggit.models import Tag
from wagtail.models import Locale, PageViewRestriction
from wagtail.signals import post_page_move

from wagtail_therapy.content import caching
from wagtail_therapy.content.page_cache.drafts import DRAFT_FIELDS

from . import querysets
from .counts import recounting
from .models import Category

ROWS = ["post_authors", "post_categories", "post_tags"]
UID = "wagtail_therapy_blog.recounting"


def register_signal_handlers() -> None:
    rows = [row for name in ROWS for row in querysets.row_models(name)]
    caching.invalidate_on_save(Category, Tag, *rows)
    _connect(post_save, recount_saved_blog, *recounting.blog_models())
    _connect(post_save, recount_saved_post, *querysets.post_models())
    # Wagtail's command saves pages that expire as rows of the base page.
    _connect(post_save, recount_saved_row, _pages().model)
    # Before it is gone, when its place and its aliases are still known.
    _connect(pre_delete, recount_deleted_post, *querysets.post_models())
    for signal in (post_save, post_delete):
        _connect(signal, recount_row, *rows)
        _connect(signal, recount_all, Category, Locale, PageViewRestriction)
    post_page_move.connect(recount_moved, dispatch_uid=UID)


def recount_saved_blog(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not _is_draft(kwargs):
        recounting.note_around(instance.path, instance.steplen)


def recount_saved_post(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not _is_draft(kwargs):
        _note_post(instance.path, instance.steplen)


def recount_saved_row(sender: Any, instance: Any, **kwargs: Any) -> None:
    model = instance.specific_class
    if model in querysets.post_models():
        recount_saved_post(model, instance, **kwargs)
    elif model in recounting.blog_models():
        recount_saved_blog(model, instance, **kwargs)


def recount_deleted_post(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Count the posts of the blogs that had a post, or list another of its aliases from now on."""
    aliases = _pages().filter(alias_of=instance.pk).values_list("path", flat=True)
    for path in [instance.path, *aliases]:
        _note_post(path, instance.steplen)


def recount_row(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Count the posts of the blog of the post that the row is of, unless that is deleted too."""
    key = sender._meta.get_field(querysets.post_field_name(sender))
    post = (
        getattr(instance, key.name)
        if key.is_cached(instance)
        else _pages().filter(pk=getattr(instance, key.attname)).only("path").first()
    )
    if post:
        _note_post(post.path, post.steplen)


def recount_moved(sender: Any, instance: Any, parent_page_before: Any, **kwargs: Any) -> None:
    """Count the posts of the blogs that a page was in, is in, or contains."""
    # By their keys: a move may have moved siblings as well, and with them where it came from.
    paths = dict(
        _pages().filter(pk__in=[instance.pk, parent_page_before.pk]).values_list("pk", "path")
    )
    for path in paths.values():
        recounting.note_around(path, instance.steplen)
    recounting.note_below(paths[instance.pk])


def recount_all(**kwargs: Any) -> None:
    """Count the posts of all blogs after a change of what may concern any of them."""
    recounting.note_all()


def _is_draft(kwargs: Any) -> bool:
    return DRAFT_FIELDS.issuperset(kwargs.get("update_fields") or [None])


def _note_post(path: str, step: int) -> None:
    # All posts of a blog are one place to note.
    recounting.note_around(path[:-step], step)


def _connect(signal: Any, handler: Any, *models: Any) -> None:
    for model in models:
        signal.connect(handler, model, dispatch_uid=UID)


def _pages() -> Any:
    return swapper.load_model("wagtailcore", "Page").objects
