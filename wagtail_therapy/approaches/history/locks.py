"""Locks the rows that a history is written from.

Every change of a claim locks the pages first, then the guidelines, each in the order of their keys.
So no two changes deadlock.
"""

from collections.abc import Iterable
from typing import Any

import swapper
from django.db import connection
from django.db.models import QuerySet

from wagtail_therapy.approaches.models.guidelines import Guideline


def lock_pages(pks: Iterable[Any]) -> list[Any]:
    """Lock the pages until the transaction ends; return the keys of those that still exist."""
    pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=list(pks))
    return lock_rows(pages)


def lock_rows(rows: QuerySet) -> list[Any]:
    """Lock the rows until the transaction ends; return their keys."""
    # Rows that refer to them may still be written, if the database can tell the difference.
    no_key = connection.features.has_select_for_no_key_update
    ordered = rows.order_by("pk").select_for_update(no_key=no_key)
    return list(ordered.values_list("pk", flat=True))


def lock_guidelines_for_share(keys: Iterable[Any]) -> None:
    """Lock the guidelines of these translation keys against changes. Several may hold this lock.

    On PostgreSQL only. Elsewhere, if a guideline changes at the moment when a page first names it,
    the next publication notices.
    """
    keys = list(keys)
    if connection.vendor != "postgresql" or not keys:
        return
    found = Guideline.objects.filter(translation_key__in=keys).order_by("pk").values("pk")
    sql, parameters = found.query.sql_with_params()
    with connection.cursor() as cursor:
        # Django has no FOR SHARE.
        cursor.execute(f"{sql} FOR SHARE", parameters)
