"""Records claims that readers see because a page was moved or made public, without being saved."""

from functools import partial
from typing import Any

import swapper
from django.apps import apps
from django.db import transaction
from django.db.models.signals import pre_delete
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from wagtail_therapy.approaches.history.locks import lock_pages
from wagtail_therapy.approaches.history.recording import record
from wagtail_therapy.approaches.mixins.history import ClaimHistoryMixin

UID = "wagtail_therapy_approaches.history"


def connect() -> None:
    post_page_move.connect(record_moved, dispatch_uid=UID)
    # Before caches are purged, so that they get the new history.
    pre_delete.connect(record_public, PageViewRestriction, dispatch_uid=UID)


def record_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Record what readers are told where a page was moved to, and below it."""
    record_below(instance.pk)


def record_public(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Record the claims on pages that are public now. A deleted page's restriction records none."""
    transaction.on_commit(partial(record_below, instance.page_id))


@transaction.atomic
def record_below(pk: Any) -> None:
    """Record what readers are told on a page and on those below it; nothing if it is gone."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    if page := pages.filter(pk=pk).first():
        approaches = pages.type(*_models()).filter(path__startswith=page.path, live=True)
        record(lock_pages(approaches.order_by().values_list("pk", flat=True)))


def _models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, ClaimHistoryMixin)]
