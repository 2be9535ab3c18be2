"""The authors of pages of any type, in whichever relation."""

from collections.abc import Iterable
from typing import Any

from modelcluster.models import get_all_child_relations

from wagtail_therapy.authors.models import Author


def authors_by_page(pages: Iterable[Any]) -> dict[Any, list[Author]]:
    """Return the authors of each page by its id, in the order of their rows.

    The pages may be rows of the base page. It takes one query for each model with an ``author``.
    """
    by_type: dict[Any, list[Any]] = {}
    found: dict[Any, list[Author]] = {}
    for page in pages:
        by_type.setdefault(page.specific_class, []).append(page.pk)
        found[page.pk] = []
    for model, pks in by_type.items():
        for relation in _rows_with_authors(model):
            key = relation.field
            rows = relation.related_model._base_manager.filter(
                **{f"{key.name}__in": pks, "author__isnull": False}
            )
            for row in rows.select_related("author").order_by("sort_order", "pk"):
                found[getattr(row, key.attname)].append(row.author)
    return found


def _rows_with_authors(model: Any) -> list[Any]:
    relations = get_all_child_relations(model) if model else []
    return [one for one in relations if _has_author(one.related_model)]


def _has_author(model: Any) -> bool:
    fields = {field.name: field for field in model._meta.fields}
    return {"author", "sort_order"} <= set(fields) and fields["author"].related_model is Author
