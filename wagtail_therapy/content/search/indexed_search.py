"""Searches with the site's search backend, and on PostgreSQL with its indexes."""

import re
from functools import cache
from typing import Any, Literal

from django.db import connections
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from wagtail.search.backends import get_search_backend
from wagtail.search.query import PlainText
from wagtail.search.utils import get_descendants_content_types_pks

Operator = Literal["and", "or"]

# Letters and digits.
PART = re.compile(r"[^\W_]+")


def search(rows: QuerySet, words: str, operator: Operator = "and") -> Any:
    """Return the rows with all the words, or with some of them, best match first."""
    backend = get_search_backend()
    if hasattr(backend.query_compiler_class, "build_tsquery") and _has_key_filter(rows.model):
        rows = rows.filter(pk__in=_keys_in_index(rows, words, operator, backend))
    return backend.search(words, rows, operator=operator)


def _has_key_filter(model: Any) -> bool:
    fields = (one.get_attname(model) for one in model.get_filterable_search_fields())
    return model._meta.pk.attname in fields


def _keys_in_index(rows: QuerySet, words: str, operator: Operator, backend: Any) -> QuerySet:
    """Return the keys of all rows that may match, which PostgreSQL finds in its indexes.

    Wagtail searches ``title || body``, which has no index, so PostgreSQL would read every text of
    the site: https://github.com/wagtail/wagtail/issues/6546
    """
    model = rows.model
    entries = model._meta.get_field("index_entries").related_model._default_manager.all()
    compiler = backend.query_compiler_class(rows, words, operator=operator)
    # With its name, PostgreSQL knows that an index answers it, and doesn't read the texts again.
    config = backend.config or _default_config(entries.db)
    query = compiler.build_tsquery(PlainText(words, operator=operator), config=config)
    matches = Q(title=query) | Q(body=query)
    # They may be apart, one in the title and one in the body, and so may be "what" and "s".
    parts = PART.findall(words)
    if len(parts) > 1:
        some = PlainText(" ".join([words, *parts]), operator="or")
        some_query = compiler.build_tsquery(some, config=config)
        matches |= Q(title=some_query, body=some_query)
    found = entries.filter(matches, content_type__in=get_descendants_content_types_pks(model))
    return found.values_list(Cast("object_id", model._meta.pk), flat=True)


@cache
def _default_config(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW default_text_search_config")
        return cursor.fetchone()[0]
