"""Keeps redirects while their page is public, and only then."""

from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

UID = "wagtail_therapy_wordpress_import.addresses"
CHANGES = (page_published, page_unpublished, page_slug_changed, post_page_move)


def register_signal_handlers() -> None:
    if not apps.is_installed("wagtail.contrib.redirects"):
        return
    for signal in CHANGES:
        signal.connect(follow_page, dispatch_uid=UID)
    for signal in (post_save, post_delete):
        signal.connect(follow_restriction, sender=PageViewRestriction, dispatch_uid=UID)


def follow_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    from .redirects import refresh

    refresh(instance)


def follow_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    # A page that is being deleted takes its restrictions along, and then gets no redirects.
    transaction.on_commit(partial(follow_page, sender, instance.page), robust=True)
