"""What is kept from changing while a history is written.

Whatever changes what readers are told locks the pages first, then the guidelines, each by their
keys in order. So no two wait for each other.
"""

from collections.abc import Iterable
from typing import Any

import swapper
from django.db import connection
from django.db.models import QuerySet

from wagtail_therapy.approaches.models.guidelines import Guideline


def lock_pages(pks: Iterable[Any]) -> list[Any]:
    """Let no one else save the pages until the transaction ends; return the keys of those left."""
    pages = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=list(pks))
    return lock(pages)


def lock(rows: QuerySet) -> list[Any]:
    """Let no one else change the rows until the transaction ends; return their keys."""
    # What refers to a row may still be written, where the database knows the difference.
    no_key = connection.features.has_select_for_no_key_update
    ordered = rows.order_by("pk").select_for_update(no_key=no_key)
    return list(ordered.values_list("pk", flat=True))


def share_guidelines(keys: Iterable[Any]) -> None:
    """Wait until no one changes the guidelines of these translation keys, and let no one begin.

    Others may do the same at once. Only PostgreSQL: elsewhere, a guideline that is changed in the
    moment in which a page first names it is noticed by the next publication.
    """
    keys = list(keys)
    if connection.vendor != "postgresql" or not keys:
        return
    found = Guideline.objects.filter(translation_key__in=keys).order_by("pk").values("pk")
    sql, parameters = found.query.sql_with_params()
    with connection.cursor() as cursor:
        # Django knows no FOR SHARE.
        cursor.execute(f"{sql} FOR SHARE", parameters)
